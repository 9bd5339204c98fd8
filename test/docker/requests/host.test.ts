/** What no engine at hand can show: graphics processors, Windows, quotas, real-time tasks. */
import { expect } from "vitest";
import { recorded } from "../../support/proves.ts";
import { hostRequestOf } from "../../support/request.ts";

recorded("services.annotations", "they go to the container's runtime", async () => {
  expect(await hostRequestOf("annotations: {com.example.a: 1, b: }")).toMatchObject({
    Annotations: { "com.example.a": "1", b: "" },
  });
});

recorded(
  [
    "services.blkio_config.weight",
    "services.blkio_config.weight_device[].path",
    "services.blkio_config.weight_device[].weight",
  ],
  "the shares are asked for",
  async () => {
    const attributes = "blkio_config: {weight: 300, weight_device: [{path: /dev/sda, weight: 400}]}";
    expect(await hostRequestOf(attributes)).toMatchObject({
      BlkioWeight: 300,
      BlkioWeightDevice: [{ Path: "/dev/sda", Weight: 400 }],
    });
  },
);

recorded(["services.cpu_rt_period", "services.cpu_rt_runtime"], "the times are asked for", async () => {
  expect(await hostRequestOf("cpu_rt_period: 1000000, cpu_rt_runtime: 950000")).toMatchObject({
    CpuRealtimePeriod: 1_000_000,
    CpuRealtimeRuntime: 950_000,
  });
});

recorded(
  ["services.cpu_count", "services.cpu_percent", "services.isolation"],
  "what Windows takes is asked for as it is written",
  async () => {
    expect(await hostRequestOf("cpu_count: 2, cpu_percent: 50, isolation: hyperv")).toMatchObject({
      CpuCount: 2,
      CpuPercent: 50,
      Isolation: "hyperv",
    });
  },
);

recorded("services.storage_opt", "the storage driver gets them", async () => {
  expect(await hostRequestOf("storage_opt: {size: 1G}")).toMatchObject({ StorageOpt: { size: "1G" } });
});

recorded("services.userns_mode", "the mode is asked for", async () => {
  expect(await hostRequestOf("userns_mode: host")).toMatchObject({ UsernsMode: "host" });
});

recorded(
  [
    "services.gpus[].capabilities",
    "services.gpus[].count",
    "services.gpus[].device_ids",
    "services.gpus[].driver",
    "services.gpus[].options",
  ],
  "each is a request for devices that can do what a graphics processor does",
  async () => {
    const attributes =
      "gpus: [{driver: nvidia, count: 2, capabilities: [utility], options: {a: 1}}, {device_ids: ['0', '1']}]";
    expect((await hostRequestOf(attributes)).DeviceRequests).toEqual([
      { Driver: "nvidia", Count: 2, Capabilities: [["utility", "gpu"]], Options: { a: "1" } },
      { Driver: "", Count: 0, DeviceIDs: ["0", "1"], Capabilities: [["gpu"]] },
    ]);
    expect((await hostRequestOf("gpus: all")).DeviceRequests).toMatchObject([{ Count: -1 }]);
  },
);

recorded(
  [
    "services.deploy.resources.reservations.devices[].capabilities",
    "services.deploy.resources.reservations.devices[].count",
    "services.deploy.resources.reservations.devices[].device_ids",
    "services.deploy.resources.reservations.devices[].driver",
    "services.deploy.resources.reservations.devices[].options",
  ],
  "each is a request for devices",
  async () => {
    const attributes =
      "deploy: {resources: {reservations: {devices: [{driver: nvidia, count: all, capabilities: [gpu, utility], options: {q: 4}}, {capabilities: [tpu], device_ids: ['7']}]}}}";
    expect((await hostRequestOf(attributes)).DeviceRequests).toEqual([
      { Driver: "nvidia", Count: -1, Capabilities: [["gpu", "utility"]], Options: { q: "4" } },
      { Driver: "", Count: 0, DeviceIDs: ["7"], Capabilities: [["tpu"]] },
    ]);
  },
);

recorded("services.devices", "names of CDI devices are one request, in order before graphics processors", async () => {
  const attributes = "devices: [/dev/a, 'vendor.com/net=0', 'vendor.com/net=1', '/dev/b:/dev/c:r'], gpus: all";
  const { Devices, DeviceRequests } = await hostRequestOf(attributes);
  expect(Devices).toEqual([
    { PathOnHost: "/dev/a", PathInContainer: "/dev/a", CgroupPermissions: "rwm" },
    { PathOnHost: "/dev/b", PathInContainer: "/dev/c", CgroupPermissions: "r" },
  ]);
  expect(DeviceRequests).toMatchObject([
    { Driver: "cdi", DeviceIDs: ["vendor.com/net=0", "vendor.com/net=1"] },
    { Capabilities: [["gpu"]], Count: -1 },
  ]);
});
