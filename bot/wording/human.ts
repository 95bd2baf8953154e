export const askCase = '好的，请工作人员帮您。您要问什么事？用一句话说就行，语音转成文字也可以。'
export const whyCase = '先记下是什么事，工作人员一看就能帮上忙，不用您再说一遍。'

/** Noted: who answers, when, and the phone for who cannot wait. */
export const caseNoted = (holder: { readonly post: string; readonly phone: string } | null): string =>
  holder
    ? `记下了。${holder.post}下一个工作日会看。急的话打电话：${holder.phone}。`
    : '记下了。工作人员下一个工作日会看。'

export const goOnMeanwhile = '别的事可以接着跟我说，不耽误。'
export const neverMind = '不用了'
