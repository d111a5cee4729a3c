/*
 * What the server answers, by operation: those that the page names. Made from the OpenAPI document by `npm run web-types`: do not edit.
 */
export interface Answers {
  readonly 'GET /_mock/clock': {
    readonly now: string;
    readonly frozen: boolean;
  };
  readonly 'GET /_mock/deliveries': {
    readonly items: readonly {
      readonly id: string;
      readonly event: string;
      readonly event_id: number;
      readonly repository: string;
      readonly hook_id: number;
      readonly dialect: string;
      /** @enum {string} */
      readonly status: 'pending' | 'delivered' | 'failed' | 'cancelled';
      readonly status_code: number | null;
      readonly error: string | null;
      readonly next_attempt_at: string | null;
      readonly created_at: string;
      readonly latest_attempt: {
        readonly started_at: string;
        readonly duration_ms: number;
        readonly connect_ms: number | null;
        readonly wait_ms: number | null;
        readonly read_ms: number | null;
        readonly url: string;
        readonly status: number | null;
        readonly error: string | null;
        readonly faults: readonly {
          readonly id: number;
          readonly kind: string;
        }[];
      } | null;
    }[];
    readonly next: string | null;
  };
  readonly 'GET /_mock/deliveries/{id}': {
    readonly id: string;
    readonly event: string;
    readonly event_id: number;
    readonly repository: string;
    readonly hook_id: number;
    readonly dialect: string;
    /** @enum {string} */
    readonly status: 'pending' | 'delivered' | 'failed' | 'cancelled';
    readonly status_code: number | null;
    readonly error: string | null;
    readonly next_attempt_at: string | null;
    readonly created_at: string;
    readonly latest_attempt: {
      readonly started_at: string;
      readonly duration_ms: number;
      readonly connect_ms: number | null;
      readonly wait_ms: number | null;
      readonly read_ms: number | null;
      readonly url: string;
      readonly status: number | null;
      readonly error: string | null;
      readonly faults: readonly {
        readonly id: number;
        readonly kind: string;
      }[];
    } | null;
    readonly attempts: number;
    readonly history: readonly {
      readonly started_at: string;
      readonly duration_ms: number;
      readonly connect_ms: number | null;
      readonly wait_ms: number | null;
      readonly read_ms: number | null;
      readonly url: string;
      readonly status: number | null;
      readonly error: string | null;
      readonly faults: readonly {
        readonly id: number;
        readonly kind: string;
      }[];
    }[];
    readonly request: {
      readonly url: string | null;
      readonly line: string | null;
      readonly headers: {
        readonly [key: string]: string | readonly string[];
      } | null;
      readonly body: string;
    };
    readonly response: {
      readonly status: number | null;
      readonly headers: {
        readonly [key: string]: string | readonly string[];
      } | null;
      readonly body: string;
      readonly truncated: boolean;
    } | null;
    readonly timings: {
      readonly started_at: string | null;
      readonly duration_ms: number | null;
    };
  };
  readonly 'GET /_mock/deliveries/{id}/check': {
    readonly schema: string | null;
    readonly valid: boolean;
    readonly problems: readonly {
      readonly path: string;
      readonly message: string;
    }[];
  };
  readonly 'GET /_mock/events': {
    readonly items: readonly {
      readonly id: number;
      readonly kind: string;
      readonly event:
        ('Push Hook' | 'Tag Push Hook' | 'Issue Hook' | 'Note Hook' | 'Merge Request Hook') | null;
      readonly repository: string;
      readonly happened_at: string;
      readonly depth: number;
      readonly hooks: readonly {
        readonly hook_id: number;
        readonly is_wanted: boolean;
        readonly reason: string;
      }[];
      readonly deliveries: readonly string[];
      readonly payload: Record<string, never> | readonly unknown[] | string | number | boolean | null;
    }[];
    readonly next: string | null;
  };
  readonly 'GET /_mock/events/{id}': {
    readonly id: number;
    readonly kind: string;
    readonly event:
      ('Push Hook' | 'Tag Push Hook' | 'Issue Hook' | 'Note Hook' | 'Merge Request Hook') | null;
    readonly repository: string;
    readonly happened_at: string;
    readonly depth: number;
    readonly hooks: readonly {
      readonly hook_id: number;
      readonly is_wanted: boolean;
      readonly reason: string;
    }[];
    readonly deliveries: readonly string[];
    readonly payload: Record<string, never> | readonly unknown[] | string | number | boolean | null;
  };
  readonly 'GET /_mock/faults': {
    readonly items: readonly (
      | {
          readonly id: number;
          /** @constant */
          readonly on: 'deliveries';
          /** @enum {string} */
          readonly kind:
            | 'delay'
            | 'drop'
            | 'duplicate'
            | 'hold'
            | 'wrong_signature'
            | 'wrong_token'
            | 'truncated_body'
            | 'invalid_json'
            | 'slow_body'
            | 'reset'
            | 'wrong_content_type'
            | 'unknown_event';
          readonly next?: number;
          readonly every?: number;
          readonly probability?: number;
          readonly seed?: number;
          readonly hook: number | null;
          readonly event: string | null;
          readonly repository: string | null;
          readonly delay?: string;
          readonly times?: number;
          /** @enum {string} */
          readonly release?: 'reverse' | 'same' | 'shuffled';
          readonly value?: string;
          readonly seen: number;
          readonly struck: number;
        }
      | {
          readonly id: number;
          /** @enum {string} */
          readonly on: 'api' | 'git';
          /** @enum {string} */
          readonly kind: 'delay' | 'status' | 'reset' | 'rate_limit';
          readonly next?: number;
          readonly every?: number;
          readonly probability?: number;
          readonly seed?: number;
          readonly method: string | null;
          readonly path: string | null;
          readonly delay?: string;
          readonly status?: number;
          readonly message?: string;
          readonly retry_after?: string;
          readonly seen: number;
          readonly struck: number;
        }
    )[];
  };
  readonly 'GET /_mock/hooks': {
    readonly items: readonly {
      readonly id: number;
      readonly project_id: number;
      readonly repository: string | null;
      readonly url: string;
      readonly encryption_type: 0 | 1;
      readonly enable_ssl_verification: boolean;
      readonly push_events: boolean;
      readonly tag_push_events: boolean;
      readonly issues_events: boolean;
      readonly note_events: boolean;
      readonly merge_requests_events: boolean;
      readonly dialect: string | null;
      readonly timeout: string | null;
      readonly retries: string | null;
      readonly description: string;
      readonly failures: number;
      /** @enum {string} */
      readonly alert_status: 'executable' | 'temporarily_disabled' | 'disabled';
      readonly disabled_until: string | null;
      readonly repository_id: number;
      readonly timeout_ms: number | null;
      readonly retries_ms: readonly number[] | null;
      readonly rests_until: string | null;
    }[];
  };
  readonly 'GET /_mock/hooks/{id}': {
    readonly id: number;
    readonly project_id: number;
    readonly repository: string | null;
    readonly url: string;
    readonly encryption_type: 0 | 1;
    readonly enable_ssl_verification: boolean;
    readonly push_events: boolean;
    readonly tag_push_events: boolean;
    readonly issues_events: boolean;
    readonly note_events: boolean;
    readonly merge_requests_events: boolean;
    readonly dialect: string | null;
    readonly timeout: string | null;
    readonly retries: string | null;
    readonly description: string;
    readonly failures: number;
    /** @enum {string} */
    readonly alert_status: 'executable' | 'temporarily_disabled' | 'disabled';
    readonly disabled_until: string | null;
    readonly repository_id: number;
    readonly timeout_ms: number | null;
    readonly retries_ms: readonly number[] | null;
    readonly rests_until: string | null;
  };
  readonly 'GET /_mock/misses': {
    readonly items: readonly {
      readonly method: string;
      readonly path: string;
      readonly count: number;
    }[];
  };
  readonly 'GET /_mock/repositories': {
    readonly items: readonly {
      readonly id: number;
      readonly full_name: string;
      readonly human_name: string;
      readonly url: string;
      readonly namespace: {
        readonly id: number;
        /** @enum {string} */
        readonly type: 'user' | 'group';
        readonly name: string;
        readonly path: string;
        readonly html_url: string;
      };
      readonly path: string;
      readonly name: string;
      readonly description: string;
      readonly status: string;
      readonly ssh_url_to_repo: string;
      readonly http_url_to_repo: string;
      readonly web_url: string;
      readonly created_at: string;
      readonly updated_at: string;
      readonly homepage: string;
      readonly members: readonly string[];
      readonly parent: {
        readonly full_name: string;
        readonly human_name: string;
      } | null;
      readonly assignee: readonly string[];
      readonly forks_count: number;
      readonly stargazers_count: number;
      readonly project_labels: readonly string[];
      readonly relation: string;
      readonly permission: {
        readonly pull: boolean;
        readonly push: boolean;
        readonly admin: boolean;
      };
      readonly internal: boolean;
      readonly open_issues_count: number;
      readonly has_issue: boolean;
      readonly has_issues: boolean;
      readonly watched: boolean;
      readonly watchers_count: number;
      readonly assignees_number: number;
      readonly enterprise: {
        readonly id: number;
        readonly path: string;
        readonly html_url: string;
        /** @enum {string} */
        readonly type: 'user' | 'group';
      };
      readonly default_branch: string;
      readonly fork: boolean;
      readonly pushed_at: string;
      readonly owner: {
        readonly id: string;
        readonly login: string;
        readonly name: string;
        readonly type: string;
      };
      readonly assigner: {
        readonly id: string;
        readonly login: string;
        readonly name: string;
        readonly type: string;
      };
      readonly issue_template_source: string;
      readonly project_creator: string;
      readonly private: boolean;
      readonly public: boolean;
      readonly gitee: {
        readonly star: number;
        readonly fork: number;
        readonly watch: number;
      };
      readonly html_url: string;
      readonly license: null;
    }[];
    readonly total: number | null;
  };
  readonly 'GET /_mock/repositories/{owner}/{repo}/compare/{range}/commits': {
    readonly items: readonly {
      readonly sha: string;
      readonly commit: {
        readonly author: {
          readonly name: string;
          readonly date: string;
          readonly email: string;
        };
        readonly committer: {
          readonly name: string;
          readonly date: string;
          readonly email: string;
        };
        readonly message: string;
      };
      readonly parents: readonly {
        readonly sha: string;
      }[];
    }[];
    readonly total: number | null;
  };
  readonly 'GET /_mock/repositories/{owner}/{repo}/merge_requests/{number}/conflicts': {
    readonly items: readonly string[];
  };
  readonly 'GET /_mock/repositories/{owner}/{repo}/refs': {
    readonly branches: {
      readonly names: readonly string[];
      readonly total: number;
    };
    readonly tags: {
      readonly names: readonly string[];
      readonly total: number;
    };
  };
  readonly 'GET /_mock/search': {
    readonly items: readonly (
      | {
          /** @constant */
          readonly kind: 'repository';
          readonly repository: string;
          readonly title: string;
        }
      | {
          /** @constant */
          readonly kind: 'merge_request';
          readonly repository: string;
          readonly title: string;
          readonly number: number;
        }
      | {
          /** @constant */
          readonly kind: 'issue';
          readonly repository: string;
          readonly title: string;
          readonly number: number;
        }
      | {
          /** @constant */
          readonly kind: 'commit';
          readonly repository: string;
          readonly title: string;
          readonly sha: string;
        }
    )[];
  };
  readonly 'GET /_mock/snapshots': {
    readonly items: readonly {
      readonly name: string;
      readonly created_at: string;
      readonly repositories: number;
    }[];
  };
  readonly 'GET /_sink': {
    readonly items: readonly {
      readonly name: string;
      readonly requests: number;
      readonly bytes: number;
      readonly last_received_at: string | null;
      readonly answers: readonly {
        readonly status: number;
        readonly headers: {
          readonly [key: string]: string;
        };
        readonly body: string;
        readonly delay: string;
      }[];
    }[];
  };
  readonly 'GET /_sink/{name}/requests': readonly {
    readonly received_at: string;
    readonly headers: {
      readonly [key: string]: string;
    };
    readonly body: string;
    readonly json: Record<string, never> | readonly unknown[] | string | number | boolean | null;
  }[];
  readonly 'GET /api/v5/orgs/{org}': {
    readonly id: number;
    readonly login: string;
    readonly name: string;
    readonly avatar_url: string;
    readonly repos_url: string;
    readonly events_url: string;
    readonly members_url: string;
    readonly description: string;
    readonly enterprise: string;
    readonly follow_count: number;
    readonly gitee: {
      readonly follows: number;
    };
  };
  readonly 'GET /api/v5/repos/{owner}/{repo}': {
    readonly id: number;
    readonly full_name: string;
    readonly human_name: string;
    readonly url: string;
    readonly namespace: {
      readonly id: number;
      readonly name: string;
      readonly path: string;
      readonly html_url: string;
    };
    readonly path: string;
    readonly name: string;
    readonly description: string;
    readonly status: string;
    readonly ssh_url_to_repo: string;
    readonly http_url_to_repo: string;
    readonly web_url: string;
    readonly readme_url: string;
    readonly created_at: string;
    readonly updated_at: string;
    readonly creator: {
      readonly id: string;
      readonly arts_id: string;
      readonly username: string;
      readonly nickname: string;
      readonly email: string;
      readonly photo: string;
    };
    readonly members: readonly string[];
    readonly forks_count: number;
    readonly stargazers_count: number;
    readonly project_labels: readonly string[];
    readonly license: string;
    readonly internal: boolean;
    readonly open_issues_count: number;
    readonly watchers_count: number;
    readonly assignees_number: number;
    readonly enterprise: {
      readonly id: number;
      readonly path: string;
      readonly html_url: string;
      /** @enum {string} */
      readonly type: 'user' | 'group';
    };
    readonly default_branch: string;
    readonly fork: boolean;
    readonly owner: {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly type: string;
    };
    readonly assigner: {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly type: string;
    };
    readonly issue_template_source: string;
    readonly private: boolean;
    readonly public: boolean;
    readonly html_url: string;
  };
  readonly 'GET /api/v5/repos/{owner}/{repo}/branches': readonly {
    readonly name: string;
    readonly commit: {
      readonly commit: {
        readonly author: {
          readonly name: string;
          readonly date: string;
          readonly email: string;
        };
        readonly committer: {
          readonly name: string;
          readonly date: string;
          readonly email: string;
        };
        readonly message: string;
      };
      readonly sha: string;
      readonly url: string;
    };
    readonly protected: boolean;
  }[];
  readonly 'GET /api/v5/repos/{owner}/{repo}/commits': readonly {
    readonly url: string;
    readonly sha: string;
    readonly html_url: string;
    readonly comments_url: string;
    readonly commit: {
      readonly author: {
        readonly name: string;
        readonly date: string;
        readonly email: string;
      };
      readonly committer: {
        readonly name: string;
        readonly date: string;
        readonly email: string;
      };
      readonly tree: {
        readonly sha: string;
        readonly url: string;
      };
      readonly message: string;
    };
    readonly author: {
      readonly name: string;
      readonly id: number;
      readonly login: string;
      readonly type: string;
      readonly email: string;
    };
    readonly committer: {
      readonly name: string;
      readonly id: number;
      readonly login: string;
      readonly type: string;
      readonly email: string;
      readonly date: string;
    };
    readonly parents: readonly {
      readonly sha: string;
      readonly url: string;
    }[];
  }[];
  readonly 'GET /api/v5/repos/{owner}/{repo}/commits/{ref}/status': {
    /** @enum {string} */
    readonly state: 'success' | 'error' | 'failure' | 'pending';
    readonly sha: string;
    readonly total_count: number;
    readonly statuses: readonly {
      readonly context: string;
      readonly created_at: string;
      readonly description: string | null;
      readonly required: boolean;
      readonly id: number;
      /** @enum {string} */
      readonly state: 'success' | 'error' | 'failure' | 'pending';
      readonly target_url: string | null;
      readonly updated_at: string;
      readonly sha: string;
      readonly url: string;
      readonly creator: {
        readonly id: string;
        readonly login: string;
        readonly name: string;
        readonly avatar_url: string;
        readonly html_url: string;
      } | null;
    }[];
    readonly commit_url: string;
    readonly url: string;
  };
  readonly 'GET /api/v5/repos/{owner}/{repo}/commits/{revision}/comments': readonly (
    | {
        readonly body: string;
        readonly created_at: string;
        readonly id: number;
        readonly updated_at: string;
        readonly user: {
          readonly id: string;
          readonly login: string;
          readonly name: string;
          readonly type: string;
        };
      }
    | {
        readonly body: string;
        readonly created_at: string;
        readonly id: number;
        readonly updated_at: string;
        readonly user: {
          readonly id: string;
          readonly login: string;
          readonly name: string;
          readonly type: string;
        };
        readonly path: string | null;
        readonly position: number | null;
      }
  )[];
  readonly 'GET /api/v5/repos/{owner}/{repo}/compare/{range}': {
    readonly base_commit: {
      readonly url: string;
      readonly sha: string;
      readonly html_url: string;
      readonly comments_url: string;
      readonly commit: {
        readonly author: {
          readonly name: string;
          readonly date: string;
          readonly email: string;
        };
        readonly committer: {
          readonly name: string;
          readonly date: string;
          readonly email: string;
        };
        readonly tree: {
          readonly sha: string;
          readonly url: string;
        };
        readonly message: string;
      };
      readonly author: {
        readonly name: string;
        readonly id: number;
        readonly login: string;
        readonly type: string;
        readonly email: string;
      };
      readonly committer: {
        readonly name: string;
        readonly id: number;
        readonly login: string;
        readonly type: string;
        readonly email: string;
        readonly date: string;
      };
      readonly parents: readonly {
        readonly sha: string;
        readonly url: string;
      }[];
    };
    readonly merge_base_commit: {
      readonly url: string;
      readonly sha: string;
      readonly html_url: string;
      readonly comments_url: string;
      readonly commit: {
        readonly author: {
          readonly name: string;
          readonly date: string;
          readonly email: string;
        };
        readonly committer: {
          readonly name: string;
          readonly date: string;
          readonly email: string;
        };
        readonly tree: {
          readonly sha: string;
          readonly url: string;
        };
        readonly message: string;
      };
      readonly author: {
        readonly name: string;
        readonly id: number;
        readonly login: string;
        readonly type: string;
        readonly email: string;
      };
      readonly committer: {
        readonly name: string;
        readonly id: number;
        readonly login: string;
        readonly type: string;
        readonly email: string;
        readonly date: string;
      };
      readonly parents: readonly {
        readonly sha: string;
        readonly url: string;
      }[];
    } | null;
    readonly commits: readonly {
      readonly sha: string;
      readonly commit: {
        readonly author: {
          readonly name: string;
          readonly date: string;
          readonly email: string;
        };
        readonly committer: {
          readonly name: string;
          readonly date: string;
          readonly email: string;
        };
        readonly message: string;
      };
      readonly author: {
        readonly name: string;
        readonly id: number;
        readonly login: string;
      };
      readonly committer: {
        readonly name: string;
        readonly id: number;
        readonly login: string;
      };
    }[];
    readonly files: readonly {
      readonly sha: string;
      readonly filename: string;
      /** @enum {string} */
      readonly status: 'added' | 'modified' | 'deleted' | 'renamed';
      readonly additions: number;
      readonly deletions: number;
      readonly changes: number;
      readonly blob_url: string;
      readonly raw_url: string;
      readonly patch: string;
      readonly truncated: boolean;
    }[];
    readonly truncated: boolean;
  };
  readonly 'GET /api/v5/repos/{owner}/{repo}/contents/{path}':
    | {
        /** @enum {string} */
        readonly type: 'file' | 'dir' | 'symlink' | 'submodule';
        readonly encoding: string;
        readonly size: number;
        readonly name: string;
        readonly path: string;
        readonly content: string;
        readonly sha: string;
        readonly url: string;
        readonly html_url: string;
        readonly download_url: string | null;
        readonly _links: {
          readonly self: string;
          readonly html: string;
        };
      }
    | readonly {
        /** @enum {string} */
        readonly type: 'file' | 'dir' | 'symlink' | 'submodule';
        readonly size: number;
        readonly name: string;
        readonly path: string;
        readonly sha: string;
        readonly url: string;
        readonly html_url: string;
        readonly download_url: string | null;
        readonly _links: {
          readonly self: string;
          readonly html: string;
        };
      }[];
  readonly 'GET /api/v5/repos/{owner}/{repo}/hooks/{id}': {
    readonly id: number;
    readonly url: string;
    readonly password: string;
    readonly result: string | null;
    readonly project_id: number;
    readonly result_code: number;
    readonly push_events: boolean;
    readonly tag_push_events: boolean;
    readonly issues_events: boolean;
    readonly note_events: boolean;
    readonly merge_requests_events: boolean;
    readonly created_at: string;
    /** @enum {string} */
    readonly alert_status?: 'executable' | 'temporarily_disabled' | 'disabled';
    readonly disabled_until?: string | null;
  };
  readonly 'GET /api/v5/repos/{owner}/{repo}/issues/{number}': {
    readonly id: number;
    readonly html_url: string;
    readonly number: number;
    /** @enum {string} */
    readonly state: 'opened' | 'closed';
    readonly title: string;
    readonly body: string;
    readonly user: {
      readonly avatar_url: string;
      readonly events_url: null;
      readonly followers_url: null;
      readonly following_url: null;
      readonly gists_url: null;
      readonly html_url: string;
      readonly id: string;
      readonly login: string;
      readonly member_role: null;
      readonly name: string;
      readonly organizations_url: null;
      readonly received_events_url: null;
      readonly remark: null;
      readonly repos_url: null;
      readonly starred_url: null;
      readonly subscriptions_url: null;
      readonly type: null;
      readonly url: null;
    };
    readonly assignee: {
      readonly avatar_url: string;
      readonly events_url: null;
      readonly followers_url: null;
      readonly following_url: null;
      readonly gists_url: null;
      readonly html_url: string;
      readonly id: string;
      readonly login: string;
      readonly member_role: null;
      readonly name: string;
      readonly organizations_url: null;
      readonly received_events_url: null;
      readonly remark: null;
      readonly repos_url: null;
      readonly starred_url: null;
      readonly subscriptions_url: null;
      readonly type: null;
      readonly url: null;
    } | null;
    readonly repository: {
      readonly id: number;
      readonly full_name: string;
      readonly path: string;
      readonly name: string;
      readonly description: string;
      readonly created_at: string;
      readonly updated_at: string;
      readonly assigner: null;
      readonly pushed_at: null;
      readonly paas: null;
      readonly assignees_number: null;
      readonly testers_number: null;
      readonly assignee: null;
      readonly testers: null;
    };
    readonly created_at: string;
    readonly updated_at: string;
    readonly finished_at: string | null;
    readonly labels: readonly {
      readonly id: number;
      readonly name: string;
      readonly color: string;
    }[];
    readonly priority: null;
    readonly issue_type: null;
    /** @enum {string} */
    readonly issue_state: 'opened' | 'closed';
    readonly issue_state_detail: null;
    readonly stage: string;
    readonly severity: string;
    readonly url: string;
    readonly assignees: readonly {
      readonly avatar_url: string;
      readonly events_url: null;
      readonly followers_url: null;
      readonly following_url: null;
      readonly gists_url: null;
      readonly html_url: string;
      readonly id: string;
      readonly login: string;
      readonly member_role: null;
      readonly name: string;
      readonly organizations_url: null;
      readonly received_events_url: null;
      readonly remark: null;
      readonly repos_url: null;
      readonly starred_url: null;
      readonly subscriptions_url: null;
      readonly type: null;
      readonly url: null;
    }[];
    readonly milestone: {
      readonly created_at: string;
      readonly description: string;
      readonly due_on: string | null;
      readonly id: number;
      readonly number: number;
      readonly repository_id: number;
      /** @enum {string} */
      readonly state: 'open' | 'closed';
      readonly title: string;
      readonly updated_at: string;
      readonly url: string;
    } | null;
    readonly comments: number;
    /** @enum {string} */
    readonly security_hole: 'true' | 'false';
  };
  readonly 'GET /api/v5/repos/{owner}/{repo}/labels': readonly {
    readonly id: number;
    readonly name: string;
    readonly color: string;
    readonly repository_id: number;
    readonly url: string;
    readonly created_at: string;
    readonly updated_at: string;
  }[];
  readonly 'GET /api/v5/repos/{owner}/{repo}/milestones': readonly {
    readonly created_at: string;
    readonly description: string;
    readonly due_on: string | null;
    readonly id: number;
    readonly number: number;
    readonly repository_id: number;
    /** @enum {string} */
    readonly state: 'open' | 'closed';
    readonly title: string;
    readonly updated_at: string;
    readonly url: string;
    readonly open_issues: number;
    readonly closed_issues: number;
  }[];
  readonly 'GET /api/v5/repos/{owner}/{repo}/pulls/{number}': {
    readonly id: number;
    readonly html_url: string;
    readonly number: number;
    readonly url: string;
    readonly issue_url: string;
    /** @enum {string} */
    readonly state: 'open' | 'closed' | 'locked' | 'merged';
    readonly assignees_number: number;
    readonly assignees: readonly {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly avatar_url: string;
      readonly html_url: string;
      readonly assignee: boolean;
      readonly assigness: boolean;
      readonly code_owner: boolean;
      readonly accept: boolean;
    }[];
    readonly testers: readonly {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly avatar_url: string;
      readonly html_url: string;
    }[];
    readonly reviewers: readonly {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly avatar_url: string;
      readonly html_url: string;
      readonly assignee: boolean;
      readonly assigness: boolean;
      readonly code_owner: boolean;
      readonly accept: boolean;
    }[];
    readonly labels: readonly {
      readonly id: number;
      readonly name: string;
      readonly repository_id: number;
      readonly created_at: string;
      readonly updated_at: string;
      readonly color: string;
    }[];
    readonly created_at: string;
    readonly updated_at: string;
    readonly closed__at: string | null;
    readonly closed_at: string | null;
    readonly draft: boolean;
    readonly merged_at: string | null;
    readonly can_merge_check: boolean;
    readonly mergeable: boolean;
    readonly body: string;
    readonly user: {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly state: string;
      readonly avatar_url: string;
      readonly avatar_path: null;
      readonly email: string;
      readonly name_cn: string;
      readonly html_url: string;
      readonly tenant_name: null;
      readonly is_member: null;
    };
    readonly head: {
      readonly label: string;
      readonly ref: string;
      readonly sha: string;
      readonly repo: {
        readonly path: string;
        readonly name: string;
        readonly id: number;
        readonly full_path: string;
        readonly full_name: string;
        readonly human_name: string;
        readonly description: string;
        readonly namespace: {
          readonly id: number;
          readonly name: string;
          readonly path: string;
          readonly develop_mode: string;
          readonly region: null;
          readonly cell: string;
          /** @enum {string} */
          readonly kind: 'user' | 'group';
          readonly full_path: string;
          readonly full_name: string;
          readonly parent_id: null;
          readonly visibility_level: number;
          readonly enable_file_control: boolean;
          readonly owner_id: number;
        };
        readonly owner: {
          readonly id: string;
          readonly login: string;
          readonly name: string;
          readonly state: string;
          readonly avatar_url: string;
          readonly avatar_path: null;
          readonly email: string;
          readonly name_cn: string;
          readonly html_url: string;
          readonly tenant_name: null;
          readonly is_member: null;
        };
        readonly assigner: {
          readonly id: string;
          readonly login: string;
          readonly name: string;
          readonly state: string;
          readonly avatar_url: string;
          readonly avatar_path: null;
          readonly email: string;
          readonly name_cn: string;
          readonly html_url: string;
          readonly tenant_name: null;
          readonly is_member: null;
        };
        readonly private: boolean;
        readonly public: boolean;
        readonly internal: boolean;
        readonly html_url: string;
      };
      readonly user: {
        readonly id: string;
        readonly login: string;
        readonly name: string;
        readonly state: string;
        readonly avatar_url: string;
        readonly avatar_path: null;
        readonly email: string;
        readonly name_cn: string;
        readonly html_url: string;
        readonly tenant_name: null;
        readonly is_member: null;
      };
    };
    readonly base: {
      readonly label: string;
      readonly ref: string;
      readonly sha: string;
      readonly repo: {
        readonly path: string;
        readonly name: string;
        readonly id: number;
        readonly full_path: string;
        readonly full_name: string;
        readonly human_name: string;
        readonly description: string;
        readonly namespace: {
          readonly id: number;
          readonly name: string;
          readonly path: string;
          readonly develop_mode: string;
          readonly region: null;
          readonly cell: string;
          /** @enum {string} */
          readonly kind: 'user' | 'group';
          readonly full_path: string;
          readonly full_name: string;
          readonly parent_id: null;
          readonly visibility_level: number;
          readonly enable_file_control: boolean;
          readonly owner_id: number;
        };
        readonly owner: {
          readonly id: string;
          readonly login: string;
          readonly name: string;
          readonly state: string;
          readonly avatar_url: string;
          readonly avatar_path: null;
          readonly email: string;
          readonly name_cn: string;
          readonly html_url: string;
          readonly tenant_name: null;
          readonly is_member: null;
        };
        readonly assigner: {
          readonly id: string;
          readonly login: string;
          readonly name: string;
          readonly state: string;
          readonly avatar_url: string;
          readonly avatar_path: null;
          readonly email: string;
          readonly name_cn: string;
          readonly html_url: string;
          readonly tenant_name: null;
          readonly is_member: null;
        };
        readonly private: boolean;
        readonly public: boolean;
        readonly internal: boolean;
        readonly html_url: string;
      };
      readonly user: {
        readonly id: string;
        readonly login: string;
        readonly name: string;
        readonly state: string;
        readonly avatar_url: string;
        readonly avatar_path: null;
        readonly email: string;
        readonly name_cn: string;
        readonly html_url: string;
        readonly tenant_name: null;
        readonly is_member: null;
      };
    };
    readonly prune_branch: boolean;
    readonly mergeable_state: {
      readonly merge_request_id: number;
      readonly state: boolean;
      readonly status_without_user_auth: boolean;
      readonly conflict_passed: boolean;
      readonly branch_missing_passed: boolean;
      readonly non_ff_passed: boolean;
      readonly mr_state_passed: boolean;
      readonly merged_by_user_passed: boolean;
      readonly work_in_progress_passed: boolean;
      readonly resolve_discussion_passed: boolean;
      readonly ci_state_passed: boolean;
      readonly merge_by_self_passed: boolean;
      readonly can_force_merge: boolean;
      readonly approval_reviewers_required_passed: boolean;
      readonly approval_approvers_required_passed: boolean;
      readonly approval_testers_required_passed: boolean;
      readonly merge_request_switch: {
        readonly review_mode: string;
        readonly merge_method: string;
        readonly only_allow_merge_if_all_discussions_are_resolved: boolean;
        readonly disable_merge_by_self: boolean;
        readonly only_allow_merge_if_pipeline_succeeds: boolean;
        readonly disable_squash_merge: boolean;
        readonly squash_merge_with_no_merge_commit: boolean;
        readonly approval_required_reviewers_count: number;
        readonly approval_required_reviewers_branch: string;
        readonly add_notes_after_merged: boolean;
        readonly mark_auto_merged_mr_as_closed: boolean;
        readonly can_force_merge: boolean;
        readonly can_reopen: boolean;
      };
      readonly reason: Record<string, never>;
      readonly check_tasks_num: number;
    };
    readonly ref_pull_requests: readonly string[];
    readonly iid: number;
    readonly title: string;
    readonly target_branch: string;
    readonly source_branch: string;
    readonly source_project_id: number;
    readonly target_project_id: number;
    readonly milestone:
      | (
          | {
              readonly created_at: string;
              readonly description: string;
              readonly due_on: string | null;
              readonly id: number;
              readonly number: number;
              readonly repository_id: number;
              /** @enum {string} */
              readonly state: 'open' | 'closed';
              readonly title: string;
              readonly updated_at: string;
              readonly url: string;
            }
          | {
              readonly id: number;
              readonly number: number;
            }
        )
      | null;
    /** @enum {string} */
    readonly merge_status: 'unchecked' | 'can_be_merged' | 'cannot_be_merged';
    readonly merge_when_pipeline_succeeds: boolean;
    readonly head_pipeline: {
      readonly project_id: number;
      readonly sha: string;
      readonly ref: string;
      /** @enum {string} */
      readonly status: 'success' | 'pending' | 'failed';
    } | null;
    readonly merge_commit_sha: string | null;
    readonly merged: boolean;
    readonly merged_by: {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly state: string;
      readonly avatar_url: string;
      readonly avatar_path: null;
      readonly email: string;
      readonly name_cn: string;
      readonly html_url: string;
      readonly tenant_name: null;
      readonly is_member: null;
    } | null;
    readonly closed_by: {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly state: string;
      readonly avatar_url: string;
      readonly avatar_path: null;
      readonly email: string;
      readonly name_cn: string;
      readonly html_url: string;
      readonly tenant_name: null;
      readonly is_member: null;
    } | null;
    readonly web_url: string;
    readonly project_id: number;
    readonly sha: string;
    readonly squash: boolean;
    readonly work_in_progress: boolean;
    readonly user_notes_count: number;
  };
  readonly 'GET /api/v5/repos/{owner}/{repo}/pulls/{number}/comments': readonly (
    | {
        readonly id: string;
        readonly body: string;
        readonly created_at: string;
        readonly updated_at: string;
        readonly user: {
          readonly id: string;
          readonly login: string;
          readonly name: string;
          readonly avatar_url: string;
          readonly html_url: string;
        } | null;
        readonly discussion_id: string;
        readonly comment_type: string;
        readonly diff_file: string | null;
        readonly diff_position: {
          readonly position: number | null;
          readonly old_line: number;
          readonly start_new_line: number;
          readonly end_new_line: number;
        } | null;
        readonly resolved: boolean;
        readonly reply: readonly {
          readonly id: number;
          readonly body: string;
          readonly created_at: string;
          readonly updated_at: string;
          readonly user: {
            readonly id: string;
            readonly login: string;
            readonly name: string;
            readonly avatar_url: string;
            readonly html_url: string;
          } | null;
        }[];
        readonly note_id: number;
      }
    | {
        readonly id: number;
        readonly body: string;
        readonly created_at: string;
        readonly updated_at: string;
        readonly user: {
          readonly id: string;
          readonly login: string;
          readonly name: string;
          readonly avatar_url: string;
          readonly html_url: string;
        } | null;
        readonly discussion_id: string;
        readonly comment_type: string;
        readonly diff_file: string | null;
        readonly diff_position: {
          readonly position: number | null;
          readonly old_line: number;
          readonly start_new_line: number;
          readonly end_new_line: number;
        } | null;
        readonly resolved: boolean;
        readonly reply: readonly {
          readonly id: number;
          readonly body: string;
          readonly created_at: string;
          readonly updated_at: string;
          readonly user: {
            readonly id: string;
            readonly login: string;
            readonly name: string;
            readonly avatar_url: string;
            readonly html_url: string;
          } | null;
        }[];
      }
  )[];
  readonly 'GET /api/v5/repos/{owner}/{repo}/pulls/{number}/commits': readonly {
    readonly sha: string;
    readonly html_url: string;
    readonly commit: {
      readonly author: {
        readonly login: string;
        readonly name: string;
        readonly email: string;
        readonly date: string;
      };
      readonly committer: {
        readonly login: string;
        readonly name: string;
        readonly email: string;
      };
      readonly message: string;
    };
    readonly author: {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly avatar_url: string;
      readonly html_url: string;
    } | null;
    readonly committer: {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly avatar_url: string;
      readonly html_url: string;
    } | null;
    readonly parents: {
      readonly sha: string;
      readonly shas: readonly string[];
    };
  }[];
  readonly 'GET /api/v5/repos/{owner}/{repo}/pulls/{number}/labels': readonly {
    readonly id: number;
    readonly color: string;
    readonly name: string;
    readonly repository_id: number;
    readonly url: string;
    readonly created_at: string;
    readonly updated_at: string;
    readonly text_color: string;
  }[];
  readonly 'GET /api/v5/repos/{owner}/{repo}/releases': readonly {
    readonly tag_name: string;
    readonly target_commitish: string;
    readonly prerelease: boolean;
    readonly name: string;
    readonly body: string;
    readonly author: {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly avatar_url: string;
      readonly html_url: string;
      /** @constant */
      readonly type: 'User';
      readonly url: string;
    };
    readonly created_at: string;
    readonly assets: readonly {
      readonly browser_download_url: string;
      readonly name: string;
      readonly id: number;
      readonly size: number;
      /** @constant */
      readonly type: 'attach';
    }[];
    readonly id: number;
    /** @enum {string} */
    readonly release_status: 'pre' | 'latest';
  }[];
  readonly 'GET /api/v5/repos/{owner}/{repo}/tags': readonly {
    readonly name: string;
    readonly message: string;
    readonly commit: {
      readonly sha: string;
      readonly date: string | null;
    };
    readonly tagger: {
      readonly name: string;
      readonly email: string;
      readonly date: string;
    } | null;
  }[];
  readonly 'GET /api/v5/users/{username}': {
    readonly avatar_url: string;
    readonly followers_url: string;
    readonly html_url: string;
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly type: string;
    readonly url: string;
    readonly bio: string;
    readonly blog: string;
    readonly company: string;
    readonly email: string;
    readonly followers: number;
    readonly following: number;
    readonly top_languages: readonly string[];
  };
  readonly 'POST /_mock/deliveries/{id}/redeliver': {
    readonly id: string;
    readonly event: string;
    readonly event_id: number;
    readonly repository: string;
    readonly hook_id: number;
    readonly dialect: string;
    /** @enum {string} */
    readonly status: 'pending' | 'delivered' | 'failed' | 'cancelled';
    readonly status_code: number | null;
    readonly error: string | null;
    readonly next_attempt_at: string | null;
    readonly created_at: string;
  };
  readonly 'POST /_mock/trigger': {
    readonly items: readonly {
      readonly id: string;
      readonly event: string;
      readonly event_id: number;
      readonly repository: string;
      readonly hook_id: number;
      readonly dialect: string;
      /** @enum {string} */
      readonly status: 'pending' | 'delivered' | 'failed' | 'cancelled';
      readonly status_code: number | null;
      readonly error: string | null;
      readonly next_attempt_at: string | null;
      readonly created_at: string;
    }[];
  };
}
