/** A project as many have it: a page, what it depends on, and a job that only runs when it is asked for. */
export const shopFiles: { readonly "/app/compose.yaml": string } = {
  "/app/compose.yaml": `name: shop
services:
  web:
    image: nginx:1.27
    ports: ["8080:80"]
    depends_on: [db]
  db:
    image: redis:7
    volumes: ["data:/data"]
  job:
    image: busybox
    profiles: [tools]
volumes:
  data:
`,
};
