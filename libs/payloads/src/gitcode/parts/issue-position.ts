/** The position that production gives an issue on an unsorted board: the captured issue 4 has 1073743823. */
export const relativePosition = (iid: number): number => 1_073_741_823 + 500 * iid;
