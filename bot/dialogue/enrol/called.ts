/** 小明 is 王小明 said short, and the other way round. */
export const isCalled = (child: { readonly name?: string }, name: string): boolean =>
  child.name !== undefined && (child.name === name || child.name.endsWith(name) || name.endsWith(child.name))
