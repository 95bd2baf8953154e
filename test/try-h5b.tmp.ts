import { aChat, aWorld } from './support/chat.ts'
const world = aWorld()
const show = (who: string, said: ReturnType<ReturnType<typeof aChat>['say']>, text: string) => { console.log(`${who}>>> ` + text); console.log(said.words); console.log(`   [${said.expects}] ${said.labels.join(' | ')} eff=${said.effects.map(e=>e.kind)} ent=${said.entries.map(e=>e.kind)}`) }
const h = aChat({ contact: 'teacher', world, left: { 'mini-2027.draw-hall': 0 } })
for (const t of ['我是老师，帮学生王小雨报名，8岁，想报画画和篮球', '同意', '全程都来 湖边村', '李大山', '13800001234', '没有', '妈妈', '没有', '奶奶', '1', '1']) show('H', h.say(t), t)
const code = [...world.codes.keys()][0] ?? ''
show('H', h.say(code), code)
const m = aChat({ contact: 'mama', world })
for (const t of ['12345678', code.slice(0, 4) + ' ' + code.slice(4), '有不对的', '不同意拍照', '同意', '我的报名']) show('M', m.say(t), t)
for (const t of ['1']) show('H', h.say('再报一个孩子'), t)
console.log(JSON.stringify(m.state.family, null, 1))
