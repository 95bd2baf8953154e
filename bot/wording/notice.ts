import type { Programme } from '../../shared/programme.ts'
import { keptFor } from '../../shared/retention.ts'
import { listed, organisationName } from './common.ts'

/** What is read aloud in under a minute. */
const longest = 250

const holderOf = (programme: Programme): string => organisationName(programme, programme.holder.organisation)
export const noticeLink = (programme: Pick<Programme, 'id'>): string => `/notice/${programme.id}`

/**
 * The notice before consent: who holds the data, why, what, where, how long, whom to ask, what follows from refusing
 * (PIPL 17 and 30, 儿童规定 10). At most 250 characters: where the file's own words are long, the address gives way, since the
 * long form and the answer to a refusal hold it.
 */
export const shortNotice = (programme: Programme): string => {
  const full = noticeWith(programme, `到${programme.holder.address}填纸质表`)
  return full.length <= longest ? full : noticeWith(programme, '填纸质表')
}

const noticeWith = (programme: Programme, paper: string): string =>
  [
    '报名前请看一下：',
    `${holderOf(programme)}要记孩子的姓名、出生年月、健康情况，和您的姓名、电话、住处、谁来接，只用于报名、上课和安全。`,
    `加密存在${programme.holder.storedIn}，暑期结束${keptFor.familyDays}天后删除。您随时能看、能改、能删。`,
    `不同意就不能在这里报，可以${paper}。有疑问打${programme.holder.phone}（${programme.holder.post}）。`,
    `详细：${noticeLink(programme)}`,
  ].join('\n')

export interface NoticeSection {
  readonly heading: string
  readonly paragraphs: readonly string[]
}

export interface LongNotice {
  readonly title: string
  readonly sections: readonly NoticeSection[]
}

/** The long form behind the link: what PIPL 17 and 30 and 儿童规定 8 and 10 ask for, in words that a parent can read. */
export const longNotice = (programme: Programme): LongNotice => ({
  title: `${programme.name}：孩子和家长信息怎么用`,
  sections: [
    holderSection(programme),
    whatSection(programme),
    whySection,
    whereSection(programme),
    whoSeesSection(programme),
    rightsSection(programme),
    refusalSection(programme),
    laterSection,
    helperSection,
    complaintSection(programme),
  ],
})

const holderSection = (programme: Programme): NoticeSection => ({
  heading: '谁在管',
  paragraphs: [
    `${holderOf(programme)}举办“${programme.name}”，保管您和孩子的信息，并对此负责。`,
    `专人负责孩子的信息：${programme.holder.post}，电话${programme.holder.phone}，地址${programme.holder.address}。`,
    `一起办班的有：${listed(programme.organisers.map((id) => organisationName(programme, id)))}。`,
  ],
})

const whatSection = (programme: Programme): NoticeSection => ({
  heading: '记哪些信息',
  paragraphs: [
    '孩子：姓名，出生年月或年级，哪天来哪天走，健康和过敏情况，谁可以来接，报了哪些课。',
    '家长：姓名，手机号，备用电话，跟孩子的关系，住的村镇或上班的厂。',
    '还有：您什么时候同意的、您跟我聊天的内容、孩子到没到课。',
    '不满14岁孩子的信息都是敏感个人信息，所以要先问过您，只记用得着的。不要身份证照片、户口本、收入、详细住址和学校。',
    ...(programme.free ? ['课程不收钱，也不要银行卡信息。'] : []),
  ],
})

const whySection: NoticeSection = {
  heading: '为什么要记，不记会怎样',
  paragraphs: [
    '姓名和出生年月：安排适合年龄的班，点名。',
    '电话和备用电话：孩子不舒服、停课、没人接的时候找得到大人。',
    '健康和过敏：老师知道要注意什么，出事能及时处理。',
    '谁来接：不把孩子交给不认识的人，8岁以下不让孩子自己走、不交给未成年人。',
    '村镇或工厂：找近的上课点，有的名额留给本村或本厂。',
  ],
}

const whereSection = (programme: Programme): NoticeSection => ({
  heading: '存在哪里，存多久',
  paragraphs: [
    `加密存放在${programme.holder.storedIn}，不出境。每家一把钥匙，删除时钥匙一起销毁，备份也打不开。`,
    `没有报完的，${keptFor.draftDays}天后删除；聊天${keptFor.conversationDays}天没动静就删除；报了名的，暑期结束${keptFor.familyDays}天后删除。`,
    '您另外同意“明年通知我”的，多留一年。',
  ],
})

const whoSeesSection = (programme: Programme): NoticeSection => ({
  heading: '谁看得到',
  paragraphs: [
    '工会经办人看得到自己辖区的报名；任课老师只看得到自己班的名单、健康提醒和接送人。每次查看都有记录。',
    `提供机房和发消息的公司只按${holderOf(programme)}的要求保管和传送，有合同管着，不能另作他用。`,
    '不卖给任何人，不用来打广告。要给保险公司或厂里，会先单独问您。',
    '名额先到先得，满了按先后排候补，由程序按这个规则排，您可以问为什么，也可以要求人来看。',
  ],
})

const rightsSection = (programme: Programme): NoticeSection => ({
  heading: '您和孩子的权利',
  paragraphs: [
    '看和复制：对我说“我的信息”。',
    '改：说“修改”，再说哪一项。',
    '删：说“删除我的信息”，确认后马上删，名额同时退掉。',
    '撤回同意：说“不同意了”，和同意一样方便；撤回前已经做的事不受影响。',
    `也可以打电话${programme.holder.phone}，15天内办好；办不了的，书面告诉您为什么。`,
  ],
})

const refusalSection = (programme: Programme): NoticeSection => ({
  heading: '不同意会怎样',
  paragraphs: [
    '没有这些信息，就没法在这里给孩子排班，也没法保证接送安全，所以不能在网上报名。',
    `您可以到${programme.holder.address}填纸质表，名额一样。`,
    '不同意的，刚才聊天里填的马上删掉。',
  ],
})

const laterSection: NoticeSection = {
  heading: '另外单独问的事',
  paragraphs: [
    '拍照、买保险、外出活动、明年通知，用到的时候再一件一件问您，默认都不同意。',
    '不同意其中哪一件，都不影响孩子上课。',
    '用处变了，会重新告诉您，重新问您。',
  ],
}

const helperSection: NoticeSection = {
  heading: '别人帮忙报的',
  paragraphs: [
    `老师、邻居、厂里、爷爷奶奶可以帮忙填，但不能替家长同意。名额先留${keptFor.helperHoldHours}小时，家长用自己的微信发确认码、同意以后才算数；到时没确认，填的都删掉。`,
  ],
}

const complaintSection = (programme: Programme): NoticeSection => ({
  heading: '投诉',
  paragraphs: [
    programme.holder.complaints,
    `先找${programme.holder.post}（${programme.holder.phone}）也行。信息要是泄露了，我们会马上补救，告诉您和主管部门。`,
  ],
})
