import { z } from 'zod';

/** The answer of `GET /orgs/{org}/issue/extend/settings`. */
export const IssueTypesJson = () =>
  z.array(
    z.strictObject({
      type_name: z.string(),
      type_id: z.int(),
      type_desc: z.string(),
      status: z.array(
        z.strictObject({
          status_name: z.string(),
          status_id: z.int(),
          status_desc: z.string(),
          gitcode_issue_status: z.int(),
        }),
      ),
    }),
  );

/** Issues have one type here, and the two states that lists show as `issue_state_detail`. */
export const ISSUE_TYPES: z.output<ReturnType<typeof IssueTypesJson>> = [
  {
    type_name: 'issue',
    type_id: 0,
    type_desc: 'Something to do or to mend',
    status: [
      { status_name: 'open', status_id: 1, status_desc: 'Not done yet', gitcode_issue_status: 0 },
      { status_name: 'closed', status_id: 2, status_desc: 'Done, or given up', gitcode_issue_status: 1 },
    ],
  },
];
