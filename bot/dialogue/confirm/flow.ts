import type { Flow } from '../flows.ts'

export type ConfirmFlow = Extract<Flow, { topic: 'confirm' }>
