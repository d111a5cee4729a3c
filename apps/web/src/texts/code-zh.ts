import type { codeEn } from './code-en.js';

/** What the pages of a repository and its code say in Chinese. */
export const codeZh: typeof codeEn = {
  repository: {
    parts: '仓库',
    tabs: {
      code: '代码',
      commits: '提交',
      branches: '分支',
      tags: '标签',
      mergeRequests: '合并请求',
      issues: '议题',
      releases: '发行版',
      hooks: 'Webhook',
    },
  },
  refs: {
    name: '名称',
    newest: '最新提交',
    commit: '提交',
    changed: '更新时间',
    actions: '操作',
    standard: '默认',
    protected: '受保护',
    compare: '对比',
    newBranch: '新建分支',
    newTag: '新建标签',
    from: '起点：分支、标签或提交',
    message: '附注；留空则为轻量标签',
    noBranch: '还没有分支',
    noBranchYet: '第一次推送会创建分支。',
    noTag: '还没有标签',
    noTagYet: '在这里新建，或者推送一个标签。',
    deleteBranch: (name) => `删除分支 ${name}`,
    deleteBranchWarning: '只在此分支上的提交将会丢失，除非有人保留了克隆。',
    deleteTag: (name) => `删除标签 ${name}`,
    deleteTagWarning: '它所指向的提交会保留。',
  },
};
