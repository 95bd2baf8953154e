export const voiceUnheard = '这条语音我没听清。麻烦按住文字转一下，或者打几个字。'
export const pictureUnread = '图片我看不了，也请不要发证件照片。直接打字告诉我就行。'
export const fileUnread = '文件我打不开。直接打字告诉我；要交名单，请说“人工”。'
export const otherUnread = '这个我看不了，直接打字告诉我就行。'
export const nearest = (sites: readonly string[]): string => `离您最近的上课点：\n${sites.join('\n')}`
export const nowhereNear = '收到位置了。附近还没有上课点，说村名或镇名我再找找。'
export const siteNear = (name: string, address: string): string => `${name}：${address}`
