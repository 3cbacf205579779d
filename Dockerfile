# Build with the tools, run without them: the second stage has no compiler, no root and no package manager cache.
FROM node:24-bookworm AS build
WORKDIR /opastin
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
# Voikko's Finnish dictionary (GPL) comes from Debian, never from this repository.
RUN apt-get update && apt-get install -y --no-install-recommends voikko-fi && rm -rf /var/lib/apt/lists/*
WORKDIR /opastin
COPY --from=build /opastin/node_modules node_modules
COPY --from=build /opastin/dist dist
COPY --from=build /opastin/src src
COPY --from=build /opastin/knowledge knowledge
COPY --from=build /opastin/dialogs dialogs
COPY --from=build /opastin/package.json /opastin/package-lock.json /opastin/LICENSE ./
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:3978/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/main.js"]
