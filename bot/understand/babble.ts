const repeated = /^(\p{L}{1,4}?)\1{2,}$/u

/** The same sound three times or more and nothing else: 哈哈哈哈, 阿巴阿巴阿巴. It names nobody. 妈妈 and 爷爷奶奶 are words. */
export const isBabble = (text: string): boolean => repeated.test(text)
