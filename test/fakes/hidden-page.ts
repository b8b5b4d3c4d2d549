/** Chrome's offscreen documents, for tests that run the hidden page's tasks beside the worker. To be imported before our own code. */
const pages = new Set<string>();

(globalThis as { chrome?: unknown }).chrome = {
  offscreen: {
    createDocument: async ({ url }: { url: string }) => void pages.add(url),
    closeDocument: async () => pages.clear(),
  },
  runtime: { getContexts: async () => [...pages] },
};

export {};
