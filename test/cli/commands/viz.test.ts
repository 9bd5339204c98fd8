import { beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

test("alpha viz is a graph of services and what they depend on", async () => {
  const { code, out } = await shop.windlass("alpha viz");
  expect(code).toBe(0);
  expect(out).toBe(`digraph "shop" {
\tlayout=dot;
\t"db" [style="filled" label=<<font point-size="15">db</font>>];
\t"web" [style="filled" label=<<font point-size="15">web</font>>];

\t"web" -> "db";
}
`);
});

test("alpha viz shows images, networks and ports, and indents by spaces", async () => {
  const { out } = await shop.windlass("alpha viz --image --networks --ports --spaces --indentation-size 2");
  const small = (heading: string, text: string): string =>
    `<font point-size="10"><br/><br/><b>${heading}:</b><br/>${text}</font>`;
  expect(out).toContain(
    `  "web" [style="filled" label=<<font point-size="15">web</font>${small("Networks", "default")}${small("Ports", "8080:80 (tcp, ingress)")}${small("Image", "nginx:1.27")}>];\n`,
  );
});
