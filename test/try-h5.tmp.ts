import { aChat } from '/work/main/test/support/chat.ts'
const chat = aChat()
for (const text of process.argv.slice(2)) {
  const said = chat.say(text)
  console.log('>>> ' + text); console.log(said.words); console.log(`   [${said.expects}] ${said.labels.join(' | ')}  miss=${chat.state.talk.asked?.missing} eff=${said.effects.length} ent=${said.entries.map(e=>e.kind)}`)
}
