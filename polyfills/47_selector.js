// chunk selector
// Queries and observers of nodes: objects that can be put together, and that say so when they are to find something.
(function (host) {
  "use strict";
  const { viewless, withhold } = host;

  class SelectorQuery {
    in() {
      return this;
    }
    select() {
      return new NodesRef(this);
    }
    selectAll() {
      return new NodesRef(this);
    }
    selectViewport() {
      return new NodesRef(this);
    }
    exec() {
      viewless("SelectorQuery.exec");
    }
  }

  class NodesRef {
    #query;
    constructor(query) {
      this.#query = query;
    }
    boundingClientRect() {
      return this.#query;
    }
    scrollOffset() {
      return this.#query;
    }
    fields() {
      return this.#query;
    }
    context() {
      return this.#query;
    }
    node() {
      return this.#query;
    }
    ref() {
      return this.#query;
    }
  }

  class IntersectionObserver {
    relativeTo() {
      return this;
    }
    relativeToViewport() {
      return this;
    }
    observe() {
      viewless("IntersectionObserver.observe");
    }
    // Nothing is observed.
    disconnect() {}
  }

  withhold("createSelectorQuery", { __proto__: null, SelectorQuery, NodesRef });

  return {
    __proto__: null,
    createSelectorQuery: () => new SelectorQuery(),
    createIntersectionObserver: () => new IntersectionObserver(),
  };
})
