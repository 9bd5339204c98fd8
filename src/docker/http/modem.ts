/**
 * One HTTP request out, one open response back, whatever its status. Reading it to its end, deadlines and retries are
 * transport.ts's work. Reads go a short way of their own; what everything else needs is loaded when it is first needed.
 */
import type { Line } from "../reach/line.ts";
import type { Modem, ModemRequest } from "./exchange.ts";
import { openReader } from "./reader.ts";

/** @param host what requests call the engine's host: `localhost`, `10.0.0.1:2376` */
export function openModem(line: Line, host: string): Modem {
  const reader = openReader(line, host);
  let loaded: Promise<Modem> | undefined;
  const whole = (): Promise<Modem> => {
    loaded ??= import("./dockerode.ts").then(({ openDockerode }) => openDockerode(line, host));
    return loaded;
  };
  return {
    dial: async (request) => (isRead(request) ? reader.dial(request) : (await whole()).dial(request)),
    upgrade: async (request) => (await whole()).upgrade(request),
    close: () => {
      reader.close();
      void loaded?.then((modem) => modem.close());
      line.close();
    },
  };
}

const isRead = ({ method, body, upload }: ModemRequest): boolean =>
  method === "GET" && body === undefined && upload === undefined;
