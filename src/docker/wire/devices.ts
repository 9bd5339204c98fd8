/** Devices on the wire: given to a container, asked of a driver, and how fast they may be read and written. */

import { defined } from "../../core/defined.ts";
import type { BlockIo, Device, DeviceRate, DeviceRequest } from "../../core/devices.ts";
import type { Codec, Field } from "./field.ts";
import { list, number, record, text, textRecord, texts } from "./json.ts";

export const devices: Codec<readonly Device[]> = {
  write: (value) =>
    value.map(({ source, target, permissions }) => ({
      PathOnHost: source,
      PathInContainer: target,
      CgroupPermissions: permissions,
    })),
  read: (raw) =>
    list(raw).map((item) => {
      const { PathOnHost, PathInContainer, CgroupPermissions } = record(item);
      return { source: text(PathOnHost), target: text(PathInContainer), permissions: text(CgroupPermissions) };
    }),
};

export const deviceRequests: Codec<readonly DeviceRequest[]> = {
  write: (value) =>
    value.map(({ driver, count, deviceIds, capabilities, options }) => ({
      Driver: driver,
      Count: count,
      ...(deviceIds.length > 0 && { DeviceIDs: deviceIds }),
      ...(capabilities.length > 0 && { Capabilities: capabilities }),
      ...(Object.keys(options).length > 0 && { Options: options }),
    })),
  read: (raw) =>
    list(raw).map((item) => {
      const { Driver, Count, DeviceIDs, Capabilities, Options } = record(item);
      return {
        driver: text(Driver),
        count: number(Count),
        deviceIds: texts(DeviceIDs),
        capabilities: list(Capabilities).map(texts),
        options: textRecord(Options),
      };
    }),
};

const writeRates = (rates: readonly DeviceRate[]): unknown =>
  rates.map(({ path, rate }) => ({ Path: path, Rate: rate }));

const readRates = (raw: unknown): readonly DeviceRate[] =>
  list(raw).map((item) => ({ path: text(record(item).Path), rate: number(record(item).Rate) }));

export const blkio: Field<BlockIo | undefined> = {
  write: ({ weight, weights, readBps, readIops, writeBps, writeIops }) => ({
    HostConfig: {
      ...defined({ BlkioWeight: weight }),
      BlkioWeightDevice: weights.map(({ path, weight: share }) => ({ Path: path, Weight: share })),
      BlkioDeviceReadBps: writeRates(readBps),
      BlkioDeviceReadIOps: writeRates(readIops),
      BlkioDeviceWriteBps: writeRates(writeBps),
      BlkioDeviceWriteIOps: writeRates(writeIops),
    },
  }),
  read: ({ raw }) => {
    const host = record(raw.HostConfig);
    const weight = number(host.BlkioWeight) || undefined;
    const found = {
      weights: list(host.BlkioWeightDevice).map((item) => ({
        path: text(record(item).Path),
        weight: number(record(item).Weight),
      })),
      readBps: readRates(host.BlkioDeviceReadBps),
      readIops: readRates(host.BlkioDeviceReadIOps),
      writeBps: readRates(host.BlkioDeviceWriteBps),
      writeIops: readRates(host.BlkioDeviceWriteIOps),
    };
    const isSilent = weight === undefined && Object.values(found).every(({ length }) => length === 0);
    return isSilent ? undefined : { ...defined({ weight }), ...found };
  },
};
