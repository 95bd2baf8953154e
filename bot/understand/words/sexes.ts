/** Words that tell a child's sex. One list each; add a word anywhere in it. */
export const boyWords: readonly string[] = [
  '男孩子', '男孩', '男娃儿', '男娃', '男生', '男宝', '男的', '男', '大儿子', '小儿子', '儿子', '小子', '臭小子', '外甥', '侄子', '侄儿', '孙子', '孙儿', '外孙', '小伙子', '公子', '男仔', '带把的', '小男子汉', '崽', '男孩儿',
]
export const girlWords: readonly string[] = [
  '女孩子', '女孩', '女娃儿', '女娃', '女生', '女宝', '女的', '女', '大女儿', '小女儿', '女儿', '闺女', '丫头', '囡囡', '囡', '姑娘', '幺妹', '妹儿', '妮儿', '妮子', '小妞', '外甥女', '侄女', '孙女', '外孙女', '千金', '女仔', '女孩儿', '小公主', '妹妹崽',
]
/** Children told apart by their place among brothers and sisters; sex where the word gives it. */
export const siblingWords: Readonly<Record<string, 'M' | 'F' | ''>> = {
  大儿子: 'M', 小儿子: 'M', 二儿子: 'M', 大女儿: 'F', 小女儿: 'F', 二女儿: 'F', 大的: '', 小的: '', 老大: '', 老二: '', 老三: '', 老幺: '', 幺儿: '', 哥哥: 'M', 弟弟: 'M', 姐姐: 'F', 妹妹: 'F', 儿子: 'M', 女儿: 'F', 大宝: '', 二宝: '', 大娃: '', 小娃: '', 二娃: '', 男孩: 'M', 女孩: 'F', 男娃: 'M', 女娃: 'F', 大崽: 'M', 细崽: 'M', 闺女: 'F', 大囡: 'F', 小囡: 'F', 囡囡: 'F', 男的: 'M', 女的: 'F', 侄子: 'M', 侄女: 'F', 外甥: 'M', 外甥女: 'F', 孙子: 'M', 孙女: 'F', 另一个: '', 一个: '',
}
