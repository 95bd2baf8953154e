// What the managed runtime does, in a dozen lines: load the handler, then fetch, handle and answer one event after another.
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`
const post = (path, body) => fetch(`${api}/${path}`, { method: 'POST', body: JSON.stringify(body) })
const errorOf = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: String(error?.message ?? error),
})

let handler
try {
  ;({ handler } = await import(process.argv[2]))
} catch (error) {
  await post('init/error', errorOf(error))
  process.exit(1)
}
for (;;) {
  const next = await fetch(`${api}/invocation/next`)
  const id = next.headers.get('lambda-runtime-aws-request-id')
  const deadline = Number(next.headers.get('lambda-runtime-deadline-ms'))
  try {
    const result = await handler(await next.json(), {
      awsRequestId: id,
      functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
      getRemainingTimeInMillis: () => deadline - Date.now(),
    })
    await post(`invocation/${id}/response`, result ?? null)
  } catch (error) {
    await post(`invocation/${id}/error`, errorOf(error))
  }
}
