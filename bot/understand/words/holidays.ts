/** Days that have a name: month and day, `lunar` where they follow the lunar calendar. Add one a line. */
export const holidays: Readonly<
  Record<string, readonly [number, number] | readonly [number, number, 'lunar']>
> = {
  元旦: [1, 1],
  劳动节: [5, 1],
  五一节: [5, 1],
  儿童节: [6, 1],
  六一节: [6, 1],
  建军节: [8, 1],
  八一节: [8, 1],
  教师节: [9, 10],
  国庆节: [10, 1],
  国庆: [10, 1],
  圣诞节: [12, 25],
  春节: [1, 1, 'lunar'],
  大年初一: [1, 1, 'lunar'],
  正月初一: [1, 1, 'lunar'],
  元宵节: [1, 15, 'lunar'],
  端午节: [5, 5, 'lunar'],
  端午: [5, 5, 'lunar'],
  七夕: [7, 7, 'lunar'],
  中秋节: [8, 15, 'lunar'],
  中秋: [8, 15, 'lunar'],
  重阳节: [9, 9, 'lunar'],
}
