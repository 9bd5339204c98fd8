/** What a service has of the host's devices: given to it, asked of a driver, and how fast they may be read and written. */

import type { BlockIo, Device, DeviceRate, DeviceRequest } from "../../core/devices.ts";
import { amount, count, text, texts, textsByKey } from "../canonical/node-values.ts";
import { at, get, itemsOf } from "../tree/edit.ts";
import type { Node } from "../tree/tree.ts";

/** `vendor.com/class=name`: the name of a device that a CDI file describes. */
const cdiName = /^[A-Za-z][\w.-]*\/[A-Za-z][\w-]*=[A-Za-z0-9][\w.:-]*$/;

const isCdi = ({ source, target }: Device): boolean => source === target && cdiName.test(source);

const listed = (service: Node): readonly Device[] =>
  itemsOf(get(service, "devices")).map((node) => {
    const source = text(node, "source") ?? "";
    return { source, target: text(node, "target") ?? source, permissions: text(node, "permissions") ?? "rwm" };
  });

export const bindDevices = (service: Node): readonly Device[] => listed(service).filter((device) => !isCdi(device));

/** What `deploy` reserves, the CDI devices in one request, then graphics processors. */
export function bindDeviceRequests(service: Node): readonly DeviceRequest[] {
  const reserved = itemsOf(at(service, "deploy", "resources", "reservations", "devices")).map((node) => request(node));
  const cdi = listed(service).filter(isCdi);
  const named = { driver: "cdi", count: 0, deviceIds: cdi.map(({ source }) => source), capabilities: [], options: {} };
  const gpus = itemsOf(get(service, "gpus")).map((node) => request(node, "gpu"));
  return [...reserved, ...(cdi.length > 0 ? [named] : []), ...gpus];
}

const request = (node: Node, ...more: readonly string[]): DeviceRequest => ({
  driver: text(node, "driver") ?? "",
  count: count(node, "count") ?? 0,
  deviceIds: texts(get(node, "device_ids")),
  capabilities: [[...texts(get(node, "capabilities")), ...more]],
  options: textsByKey(get(node, "options")),
});

export function bindBlockIo(node: Node | undefined): BlockIo | undefined {
  if (node === undefined) return undefined;
  const weight = amount(node, "weight");
  return {
    ...(weight !== undefined && { weight }),
    weights: itemsOf(get(node, "weight_device")).map((item) => ({
      path: text(item, "path") ?? "",
      weight: count(item, "weight") ?? 0,
    })),
    readBps: rates(get(node, "device_read_bps")),
    readIops: rates(get(node, "device_read_iops")),
    writeBps: rates(get(node, "device_write_bps")),
    writeIops: rates(get(node, "device_write_iops")),
  };
}

const rates = (node: Node | undefined): readonly DeviceRate[] =>
  itemsOf(node).map((item) => ({ path: text(item, "path") ?? "", rate: count(item, "rate") ?? 0 }));
