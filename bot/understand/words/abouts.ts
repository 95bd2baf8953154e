/** What a consent, refusal or deletion is limited to, and the words for it. */
export const aboutWords: Readonly<
  Record<'photo' | 'insurer' | 'excursion' | 'phone' | 'next_year' | 'child', readonly string[]>
> = {
  photo: ['拍照', '照片', '拍', '照相', '相片', '录像', '视频', '发朋友圈'],
  insurer: ['保险', '身份证', '投保'],
  excursion: ['外出', '参观', '出去玩', '游玩', '春游', '研学'],
  phone: ['电话', '号码', '手机', '联系方式'],
  next_year: ['明年', '下一年', '来年', '下次再通知', '以后通知'],
  child: [
    '老大的',
    '老二的',
    '大的那个',
    '小的那个',
    '儿子的信息',
    '女儿的信息',
    '(?:哥哥|弟弟|姐姐|妹妹|老大|老二)的(?:信息|资料|记录)',
  ],
}
