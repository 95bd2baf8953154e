declare module 'solarlunar' {
  const solarLunar: { lunarInfo: number[] }
  export default solarLunar
}
