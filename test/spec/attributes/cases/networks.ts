/** Networks, a service's place in them, and ports. */
import type { AttributeCase } from "../case.ts";

export const networksCases: readonly AttributeCase[] = [
  {
    title: "by name",
    file: `
services: {w: {image: x, networks: [a, b]}}
networks: {a: , b: {}}
`,
    model: {
      networks: { a: { name: "app_a", ipam: {} }, b: { name: "app_b", ipam: {} } },
      services: { w: { command: null, entrypoint: null, image: "x", networks: { a: null, b: null } } },
    },
  },
  {
    title: "endpoint options",
    file: `
services:
  w:
    image: x
    networks:
      a:
        aliases: [b, c]
        ipv4_address: 10.0.0.2
        ipv6_address: fd00::2
        link_local_ips: [169.254.8.8]
        mac_address: 02:42:ac:11:65:43
        driver_opts: {o: 1}
        interface_name: eth0
        gw_priority: 1.9
        priority: 1000
      b:
networks: {a: , b: }
`,
    model: {
      networks: { a: { name: "app_a", ipam: {} }, b: { name: "app_b", ipam: {} } },
      services: {
        w: {
          command: null,
          entrypoint: null,
          image: "x",
          networks: {
            a: {
              aliases: ["b", "c"],
              driver_opts: { o: "1" },
              gw_priority: 1,
              interface_name: "eth0",
              ipv4_address: "10.0.0.2",
              ipv6_address: "fd00::2",
              link_local_ips: ["169.254.8.8"],
              mac_address: "02:42:ac:11:65:43",
              priority: 1000,
            },
            b: null,
          },
        },
      },
    },
  },
  {
    title: "a network in full",
    file: `
services: {w: {image: x, networks: [a]}}
networks:
  a:
    name: own
    driver: bridge
    driver_opts: {a: 1.0, b: text}
    internal: "yes"
    attachable: true
    enable_ipv4: "false"
    enable_ipv6: true
    labels: [a=b, c]
    ipam:
      driver: default
      options: {foo: bar}
      config:
        - {subnet: 172.28.0.0/16, ip_range: 172.28.5.0/24, gateway: 172.28.5.254, aux_addresses: {h1: 172.28.1.5}}
`,
    model: {
      networks: {
        a: {
          name: "own",
          driver: "bridge",
          driver_opts: { a: "1", b: "text" },
          ipam: {
            driver: "default",
            config: [
              {
                subnet: "172.28.0.0/16",
                gateway: "172.28.5.254",
                ip_range: "172.28.5.0/24",
                aux_addresses: { h1: "172.28.1.5" },
              },
            ],
            options: { foo: "bar" },
          },
          internal: true,
          attachable: true,
          labels: { a: "b", c: "" },
          enable_ipv4: false,
          enable_ipv6: true,
        },
      },
      services: { w: { command: null, entrypoint: null, image: "x", networks: { a: null } } },
    },
  },
  {
    title: "someone else's network",
    file: `
services: {w: {image: x, networks: [a, b, c]}}
networks: {a: {external: true}, b: {external: "true", name: own}, c: {external: {name: old}}}
`,
    model: {
      networks: {
        a: { name: "a", ipam: {}, external: true },
        b: { name: "own", ipam: {}, external: true },
        c: { name: "old", ipam: {}, external: true },
      },
      services: { w: { command: null, entrypoint: null, image: "x", networks: { a: null, b: null, c: null } } },
    },
  },
  {
    title: "a mode instead of networks",
    attributes: `
network_mode: none
mac_address: 02:42:ac:11:65:43
`,
    service: { mac_address: "02:42:ac:11:65:43", network_mode: "none" },
  },
  { title: "no networks is the default one", attributes: "networks: {}", service: {} },
  {
    title: "ports in short",
    attributes: 'ports: [80, "8080:80", "127.0.0.1:5000-5002:6000-6002/udp", "[::1]:81:81", "9000-9001:82"]',
    service: {
      ports: [
        { mode: "ingress", target: 80, protocol: "tcp" },
        { mode: "ingress", target: 80, published: "8080", protocol: "tcp" },
        { mode: "ingress", host_ip: "127.0.0.1", target: 6000, published: "5000", protocol: "udp" },
        { mode: "ingress", host_ip: "127.0.0.1", target: 6001, published: "5001", protocol: "udp" },
        { mode: "ingress", host_ip: "127.0.0.1", target: 6002, published: "5002", protocol: "udp" },
        { mode: "ingress", host_ip: "::1", target: 81, published: "81", protocol: "tcp" },
        { mode: "ingress", target: 82, published: "9000-9001", protocol: "tcp" },
      ],
    },
  },
  {
    title: "ports in full",
    attributes:
      'ports: [{name: web, target: "80", published: 8080, host_ip: 127.0.0.1, protocol: tcp, app_protocol: http, mode: host}, {target: 81}]',
    service: {
      ports: [
        {
          name: "web",
          mode: "host",
          host_ip: "127.0.0.1",
          target: 80,
          published: "8080",
          protocol: "tcp",
          app_protocol: "http",
        },
        { mode: "ingress", target: 81, protocol: "tcp" },
      ],
    },
  },
];
