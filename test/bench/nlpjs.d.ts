/** nlp.js comes without types: what the bench uses of it. */
declare module '@nlpjs/core' {
  interface Nlp {
    readonly settings: { autoSave: boolean; nlu?: { readonly log: boolean } }
    readonly addLanguage: (language: string) => void
    readonly addDocument: (language: string, text: string, intent: string) => void
    readonly train: () => Promise<void>
    readonly process: (language: string, text: string) => Promise<{ readonly intent: string }>
  }
  interface Container {
    readonly use: (plugin: unknown) => void
    readonly get: (name: 'nlp') => Nlp
  }
  export const containerBootstrap: () => Promise<Container>
}
declare module '@nlpjs/nlp' {
  export const Nlp: unknown
}
declare module '@nlpjs/lang-zh' {
  export const LangZh: unknown
}
