// Made of schemas/compose.schema.json by scripts/compile-schema.mjs; not for editing.
export const attributes = {
 "types": [
  "object"
 ],
 "keys": {
  "version": {
   "verdict": "ignored",
   "deprecated": true,
   "types": [
    "string"
   ]
  },
  "name": {
   "verdict": "applied",
   "types": [
    "string"
   ]
  },
  "include": {
   "verdict": "applied",
   "types": [
    "array"
   ],
   "items": {
    "types": [
     "string",
     "object"
    ],
    "keys": {
     "path": {
      "verdict": "applied",
      "types": [
       "string",
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "project_directory": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "env_file": {
      "verdict": "applied",
      "types": [
       "string",
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     }
    }
   }
  },
  "services": {
   "verdict": "applied",
   "types": [
    "object"
   ],
   "each": {
    "types": [
     "object"
    ],
    "keys": {
     "annotations": {
      "verdict": "applied",
      "types": [
       "object",
       "array"
      ],
      "each": {
       "types": [
        "string",
        "number",
        "boolean",
        "null"
       ]
      },
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "attach": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string"
      ],
      "must": "must be true or false"
     },
     "blkio_config": {
      "verdict": "applied",
      "types": [
       "object"
      ],
      "keys": {
       "weight": {
        "verdict": "applied",
        "types": [
         "integer",
         "string"
        ],
        "must": "must be a whole number from 0 to 1000"
       },
       "weight_device": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "object"
         ],
         "keys": {
          "path": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          },
          "weight": {
           "verdict": "applied",
           "types": [
            "integer",
            "string"
           ],
           "must": "must be a whole number from 0 to 1000"
          }
         }
        }
       },
       "device_read_bps": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "object"
         ],
         "keys": {
          "path": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          },
          "rate": {
           "verdict": "applied",
           "types": [
            "integer",
            "string"
           ],
           "must": "must be a size: a whole number of bytes, or text with a unit such as `512m` or `2g`"
          }
         }
        }
       },
       "device_read_iops": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "object"
         ],
         "keys": {
          "path": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          },
          "rate": {
           "verdict": "applied",
           "types": [
            "integer",
            "string"
           ],
           "must": "must be a size: a whole number of bytes, or text with a unit such as `512m` or `2g`"
          }
         }
        }
       },
       "device_write_bps": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "object"
         ],
         "keys": {
          "path": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          },
          "rate": {
           "verdict": "applied",
           "types": [
            "integer",
            "string"
           ],
           "must": "must be a size: a whole number of bytes, or text with a unit such as `512m` or `2g`"
          }
         }
        }
       },
       "device_write_iops": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "object"
         ],
         "keys": {
          "path": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          },
          "rate": {
           "verdict": "applied",
           "types": [
            "integer",
            "string"
           ],
           "must": "must be a size: a whole number of bytes, or text with a unit such as `512m` or `2g`"
          }
         }
        }
       }
      }
     },
     "build": {
      "verdict": "applied",
      "types": [
       "string",
       "object"
      ],
      "keys": {
       "context": {
        "verdict": "applied",
        "types": [
         "string"
        ]
       },
       "dockerfile": {
        "verdict": "applied",
        "types": [
         "string"
        ]
       },
       "dockerfile_inline": {
        "verdict": "applied",
        "types": [
         "string"
        ]
       },
       "args": {
        "verdict": "applied",
        "types": [
         "object",
         "array"
        ],
        "each": {
         "types": [
          "string",
          "number",
          "boolean",
          "null"
         ]
        },
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "additional_contexts": {
        "verdict": "applied",
        "types": [
         "object",
         "array"
        ],
        "each": {
         "types": [
          "string",
          "number",
          "boolean",
          "null"
         ]
        },
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "cache_from": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "cache_to": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "entitlements": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "extra_hosts": {
        "verdict": "applied",
        "types": [
         "object",
         "array"
        ],
        "each": {
         "types": [
          "string",
          "array"
         ],
         "items": {
          "types": [
           "string"
          ]
         }
        },
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "isolation": {
        "verdict": "applied",
        "types": [
         "string"
        ]
       },
       "labels": {
        "verdict": "applied",
        "types": [
         "object",
         "array"
        ],
        "each": {
         "types": [
          "string",
          "number",
          "boolean",
          "null"
         ]
        },
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "network": {
        "verdict": "applied",
        "types": [
         "string"
        ]
       },
       "no_cache": {
        "verdict": "applied",
        "types": [
         "boolean",
         "string"
        ],
        "must": "must be true or false"
       },
       "no_cache_filter": {
        "verdict": "applied",
        "types": [
         "string",
         "array"
        ],
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "platforms": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "privileged": {
        "verdict": "applied",
        "types": [
         "boolean",
         "string"
        ],
        "must": "must be true or false"
       },
       "provenance": {
        "verdict": "applied",
        "types": [
         "string",
         "boolean"
        ]
       },
       "pull": {
        "verdict": "applied",
        "types": [
         "boolean",
         "string"
        ],
        "must": "must be true or false"
       },
       "sbom": {
        "verdict": "applied",
        "types": [
         "string",
         "boolean"
        ]
       },
       "secrets": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "string",
          "object"
         ],
         "keys": {
          "source": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          },
          "target": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          },
          "uid": {
           "verdict": "ignored",
           "types": [
            "string"
           ]
          },
          "gid": {
           "verdict": "ignored",
           "types": [
            "string"
           ]
          },
          "mode": {
           "verdict": "ignored",
           "types": [
            "integer",
            "string"
           ],
           "must": "must be permissions in octal such as `0o440`"
          }
         }
        }
       },
       "shm_size": {
        "verdict": "applied",
        "types": [
         "integer",
         "string"
        ],
        "must": "must be a size: a whole number of bytes, or text with a unit such as `512m` or `2g`"
       },
       "ssh": {
        "verdict": "applied",
        "types": [
         "object",
         "array"
        ],
        "each": {
         "types": [
          "string",
          "number",
          "boolean",
          "null"
         ]
        },
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "tags": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "target": {
        "verdict": "applied",
        "types": [
         "string"
        ]
       },
       "ulimits": {
        "verdict": "applied",
        "types": [
         "object"
        ],
        "each": {
         "types": [
          "integer",
          "string",
          "object"
         ],
         "must": "must be a whole number, or a mapping of `soft` and `hard`",
         "keys": {
          "soft": {
           "verdict": "applied",
           "types": [
            "integer",
            "string"
           ],
           "must": "must be a whole number of at least -1"
          },
          "hard": {
           "verdict": "applied",
           "types": [
            "integer",
            "string"
           ],
           "must": "must be a whole number of at least -1"
          }
         }
        }
       }
      }
     },
     "cap_add": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "cap_drop": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "cgroup": {
      "verdict": "applied",
      "types": [
       "string"
      ],
      "choices": [
       "host",
       "private"
      ]
     },
     "cgroup_parent": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "command": {
      "verdict": "applied",
      "types": [
       "null",
       "string",
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "configs": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string",
        "object"
       ],
       "keys": {
        "source": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "target": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "uid": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "gid": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "mode": {
         "verdict": "applied",
         "types": [
          "integer",
          "string"
         ],
         "must": "must be permissions in octal such as `0o440`"
        }
       }
      }
     },
     "container_name": {
      "verdict": "applied",
      "types": [
       "string"
      ],
      "must": "must be a name of two or more letters, digits, `_`, `.` and `-`, that starts with a letter or digit"
     },
     "cpu_count": {
      "verdict": "applied",
      "types": [
       "integer",
       "string"
      ],
      "must": "must be a whole number, 0 or more"
     },
     "cpu_percent": {
      "verdict": "applied",
      "types": [
       "integer",
       "string"
      ],
      "must": "must be a whole number from 0 to 100"
     },
     "cpu_period": {
      "verdict": "applied",
      "types": [
       "number",
       "string"
      ],
      "must": "must be a number"
     },
     "cpu_quota": {
      "verdict": "applied",
      "types": [
       "number",
       "string"
      ],
      "must": "must be a number"
     },
     "cpu_rt_period": {
      "verdict": "applied",
      "types": [
       "number",
       "string"
      ],
      "must": "must be a number"
     },
     "cpu_rt_runtime": {
      "verdict": "applied",
      "types": [
       "number",
       "string"
      ],
      "must": "must be a number"
     },
     "cpu_shares": {
      "verdict": "applied",
      "types": [
       "number",
       "string"
      ],
      "must": "must be a number, 0 or more"
     },
     "cpus": {
      "verdict": "applied",
      "types": [
       "number",
       "string"
      ],
      "must": "must be a number, 0 or more"
     },
     "cpuset": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "credential_spec": {
      "verdict": "ignored",
      "types": [
       "object"
      ],
      "keys": {
       "config": {
        "verdict": "ignored",
        "types": [
         "string"
        ]
       },
       "file": {
        "verdict": "ignored",
        "types": [
         "string"
        ]
       },
       "registry": {
        "verdict": "ignored",
        "types": [
         "string"
        ]
       }
      }
     },
     "depends_on": {
      "verdict": "applied",
      "types": [
       "array",
       "object"
      ],
      "each": {
       "types": [
        "object"
       ],
       "keys": {
        "condition": {
         "verdict": "applied",
         "types": [
          "string"
         ],
         "choices": [
          "service_started",
          "service_healthy",
          "service_completed_successfully"
         ]
        },
        "restart": {
         "verdict": "applied",
         "types": [
          "boolean",
          "string"
         ],
         "must": "must be true or false"
        },
        "required": {
         "verdict": "applied",
         "types": [
          "boolean",
          "string"
         ],
         "must": "must be true or false"
        }
       }
      },
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "deploy": {
      "verdict": "applied",
      "types": [
       "object",
       "null"
      ],
      "keys": {
       "mode": {
        "verdict": "swarm only",
        "types": [
         "string"
        ]
       },
       "replicas": {
        "verdict": "applied",
        "types": [
         "integer",
         "string"
        ],
        "must": "must be a whole number, 0 or more"
       },
       "endpoint_mode": {
        "verdict": "swarm only",
        "types": [
         "string"
        ]
       },
       "labels": {
        "verdict": "swarm only",
        "types": [
         "object",
         "array"
        ],
        "each": {
         "types": [
          "string",
          "number",
          "boolean",
          "null"
         ]
        },
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "update_config": {
        "verdict": "swarm only",
        "types": [
         "object"
        ],
        "keys": {
         "parallelism": {
          "verdict": "swarm only",
          "types": [
           "integer",
           "string"
          ],
          "must": "must be a whole number, 0 or more"
         },
         "delay": {
          "verdict": "swarm only",
          "types": [
           "string"
          ],
          "must": "must be a duration such as `30s` or `1m30s`"
         },
         "failure_action": {
          "verdict": "swarm only",
          "types": [
           "string"
          ]
         },
         "monitor": {
          "verdict": "swarm only",
          "types": [
           "string"
          ],
          "must": "must be a duration such as `30s` or `1m30s`"
         },
         "max_failure_ratio": {
          "verdict": "swarm only",
          "types": [
           "number",
           "string"
          ],
          "must": "must be a number"
         },
         "order": {
          "verdict": "swarm only",
          "types": [
           "string"
          ],
          "choices": [
           "start-first",
           "stop-first"
          ]
         }
        }
       },
       "rollback_config": {
        "verdict": "swarm only",
        "types": [
         "object"
        ],
        "keys": {
         "parallelism": {
          "verdict": "swarm only",
          "types": [
           "integer",
           "string"
          ],
          "must": "must be a whole number, 0 or more"
         },
         "delay": {
          "verdict": "swarm only",
          "types": [
           "string"
          ],
          "must": "must be a duration such as `30s` or `1m30s`"
         },
         "failure_action": {
          "verdict": "swarm only",
          "types": [
           "string"
          ]
         },
         "monitor": {
          "verdict": "swarm only",
          "types": [
           "string"
          ],
          "must": "must be a duration such as `30s` or `1m30s`"
         },
         "max_failure_ratio": {
          "verdict": "swarm only",
          "types": [
           "number",
           "string"
          ],
          "must": "must be a number"
         },
         "order": {
          "verdict": "swarm only",
          "types": [
           "string"
          ],
          "choices": [
           "start-first",
           "stop-first"
          ]
         }
        }
       },
       "resources": {
        "verdict": "applied",
        "types": [
         "object"
        ],
        "keys": {
         "limits": {
          "verdict": "applied",
          "types": [
           "object"
          ],
          "keys": {
           "cpus": {
            "verdict": "applied",
            "types": [
             "number",
             "string"
            ],
            "must": "must be a number, 0 or more"
           },
           "memory": {
            "verdict": "applied",
            "types": [
             "string"
            ],
            "must": "must be text with a unit, such as `512m` or `2g`"
           },
           "pids": {
            "verdict": "applied",
            "types": [
             "integer",
             "string"
            ],
            "must": "must be a whole number of at least -1"
           }
          }
         },
         "reservations": {
          "verdict": "applied",
          "types": [
           "object"
          ],
          "keys": {
           "cpus": {
            "verdict": "swarm only",
            "types": [
             "number",
             "string"
            ],
            "must": "must be a number, 0 or more"
           },
           "memory": {
            "verdict": "applied",
            "types": [
             "string"
            ],
            "must": "must be text with a unit, such as `512m` or `2g`"
           },
           "devices": {
            "verdict": "applied",
            "types": [
             "array"
            ],
            "items": {
             "types": [
              "object"
             ],
             "keys": {
              "capabilities": {
               "verdict": "applied",
               "types": [
                "array"
               ],
               "items": {
                "types": [
                 "string"
                ]
               }
              },
              "count": {
               "verdict": "applied",
               "types": [
                "integer",
                "string"
               ],
               "must": "must be a whole number or `all`"
              },
              "device_ids": {
               "verdict": "applied",
               "types": [
                "array"
               ],
               "items": {
                "types": [
                 "string"
                ]
               }
              },
              "driver": {
               "verdict": "applied",
               "types": [
                "string"
               ]
              },
              "options": {
               "verdict": "applied",
               "types": [
                "object",
                "array"
               ],
               "each": {
                "types": [
                 "string",
                 "number",
                 "boolean",
                 "null"
                ]
               },
               "items": {
                "types": [
                 "string"
                ]
               }
              }
             }
            }
           },
           "generic_resources": {
            "verdict": "swarm only",
            "types": [
             "array"
            ],
            "items": {
             "types": [
              "object"
             ],
             "keys": {
              "discrete_resource_spec": {
               "verdict": "swarm only",
               "types": [
                "object"
               ],
               "keys": {
                "kind": {
                 "verdict": "swarm only",
                 "types": [
                  "string"
                 ]
                },
                "value": {
                 "verdict": "swarm only",
                 "types": [
                  "number",
                  "string"
                 ],
                 "must": "must be a number"
                }
               }
              }
             }
            }
           }
          }
         }
        }
       },
       "restart_policy": {
        "verdict": "applied",
        "types": [
         "object"
        ],
        "keys": {
         "condition": {
          "verdict": "applied",
          "types": [
           "string"
          ]
         },
         "delay": {
          "verdict": "swarm only",
          "types": [
           "string"
          ],
          "must": "must be a duration such as `30s` or `1m30s`"
         },
         "max_attempts": {
          "verdict": "applied",
          "types": [
           "integer",
           "string"
          ],
          "must": "must be a whole number, 0 or more"
         },
         "window": {
          "verdict": "swarm only",
          "types": [
           "string"
          ],
          "must": "must be a duration such as `30s` or `1m30s`"
         }
        }
       },
       "placement": {
        "verdict": "swarm only",
        "types": [
         "object"
        ],
        "keys": {
         "constraints": {
          "verdict": "swarm only",
          "types": [
           "array"
          ],
          "items": {
           "types": [
            "string"
           ]
          }
         },
         "preferences": {
          "verdict": "swarm only",
          "types": [
           "array"
          ],
          "items": {
           "types": [
            "object"
           ],
           "keys": {
            "spread": {
             "verdict": "swarm only",
             "types": [
              "string"
             ]
            }
           }
          }
         },
         "max_replicas_per_node": {
          "verdict": "swarm only",
          "types": [
           "integer",
           "string"
          ],
          "must": "must be a whole number, 0 or more"
         }
        }
       }
      }
     },
     "develop": {
      "verdict": "ignored",
      "types": [
       "object",
       "null"
      ],
      "keys": {
       "watch": {
        "verdict": "ignored",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "object"
         ],
         "keys": {
          "path": {
           "verdict": "ignored",
           "types": [
            "string"
           ]
          },
          "action": {
           "verdict": "ignored",
           "types": [
            "string"
           ],
           "choices": [
            "rebuild",
            "sync",
            "restart",
            "sync+restart",
            "sync+exec"
           ]
          },
          "target": {
           "verdict": "ignored",
           "types": [
            "string"
           ]
          },
          "ignore": {
           "verdict": "ignored",
           "types": [
            "string",
            "array"
           ],
           "items": {
            "types": [
             "string"
            ]
           }
          },
          "include": {
           "verdict": "ignored",
           "types": [
            "string",
            "array"
           ],
           "items": {
            "types": [
             "string"
            ]
           }
          },
          "exec": {
           "verdict": "ignored",
           "types": [
            "object"
           ],
           "keys": {
            "command": {
             "verdict": "applied",
             "types": [
              "null",
              "string",
              "array"
             ],
             "items": {
              "types": [
               "string"
              ]
             }
            },
            "user": {
             "verdict": "applied",
             "types": [
              "string"
             ]
            },
            "privileged": {
             "verdict": "applied",
             "types": [
              "boolean",
              "string"
             ],
             "must": "must be true or false"
            },
            "working_dir": {
             "verdict": "applied",
             "types": [
              "string"
             ]
            },
            "environment": {
             "verdict": "applied",
             "types": [
              "object",
              "array"
             ],
             "each": {
              "types": [
               "string",
               "number",
               "boolean",
               "null"
              ]
             },
             "items": {
              "types": [
               "string"
              ]
             }
            }
           }
          },
          "initial_sync": {
           "verdict": "ignored",
           "types": [
            "boolean"
           ]
          }
         }
        }
       }
      }
     },
     "device_cgroup_rules": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "devices": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string",
        "object"
       ],
       "keys": {
        "source": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "target": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "permissions": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        }
       }
      }
     },
     "dns": {
      "verdict": "applied",
      "types": [
       "string",
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "dns_opt": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "dns_search": {
      "verdict": "applied",
      "types": [
       "string",
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "domainname": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "entrypoint": {
      "verdict": "applied",
      "types": [
       "null",
       "string",
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "env_file": {
      "verdict": "applied",
      "types": [
       "string",
       "array"
      ],
      "items": {
       "types": [
        "string",
        "object"
       ],
       "keys": {
        "path": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "required": {
         "verdict": "applied",
         "types": [
          "boolean",
          "string"
         ],
         "must": "must be true or false"
        },
        "format": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        }
       }
      }
     },
     "environment": {
      "verdict": "applied",
      "types": [
       "object",
       "array"
      ],
      "each": {
       "types": [
        "string",
        "number",
        "boolean",
        "null"
       ]
      },
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "expose": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string",
        "number"
       ]
      }
     },
     "extends": {
      "verdict": "applied",
      "types": [
       "string",
       "object"
      ],
      "keys": {
       "service": {
        "verdict": "applied",
        "types": [
         "string"
        ]
       },
       "file": {
        "verdict": "applied",
        "types": [
         "string"
        ]
       }
      }
     },
     "external_links": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "extra_hosts": {
      "verdict": "applied",
      "types": [
       "object",
       "array"
      ],
      "each": {
       "types": [
        "string",
        "array"
       ],
       "items": {
        "types": [
         "string"
        ]
       }
      },
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "gpus": {
      "verdict": "applied",
      "types": [
       "string",
       "array"
      ],
      "must": "must be `all` or a list of device requests",
      "items": {
       "types": [
        "object"
       ],
       "keys": {
        "capabilities": {
         "verdict": "applied",
         "types": [
          "array"
         ],
         "items": {
          "types": [
           "string"
          ]
         }
        },
        "count": {
         "verdict": "applied",
         "types": [
          "integer",
          "string"
         ],
         "must": "must be a whole number or `all`"
        },
        "device_ids": {
         "verdict": "applied",
         "types": [
          "array"
         ],
         "items": {
          "types": [
           "string"
          ]
         }
        },
        "driver": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "options": {
         "verdict": "applied",
         "types": [
          "object",
          "array"
         ],
         "each": {
          "types": [
           "string",
           "number",
           "boolean",
           "null"
          ]
         },
         "items": {
          "types": [
           "string"
          ]
         }
        }
       }
      }
     },
     "group_add": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string",
        "number"
       ]
      }
     },
     "healthcheck": {
      "verdict": "applied",
      "types": [
       "object"
      ],
      "keys": {
       "test": {
        "verdict": "applied",
        "types": [
         "string",
         "array"
        ],
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "interval": {
        "verdict": "applied",
        "types": [
         "string"
        ],
        "must": "must be a duration such as `30s` or `1m30s`"
       },
       "timeout": {
        "verdict": "applied",
        "types": [
         "string"
        ],
        "must": "must be a duration such as `30s` or `1m30s`"
       },
       "retries": {
        "verdict": "applied",
        "types": [
         "number",
         "string"
        ],
        "must": "must be a number, 0 or more"
       },
       "start_period": {
        "verdict": "applied",
        "types": [
         "string"
        ],
        "must": "must be a duration such as `30s` or `1m30s`"
       },
       "start_interval": {
        "verdict": "applied",
        "types": [
         "string"
        ],
        "must": "must be a duration such as `30s` or `1m30s`"
       },
       "disable": {
        "verdict": "applied",
        "types": [
         "boolean",
         "string"
        ],
        "must": "must be true or false"
       }
      }
     },
     "hostname": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "image": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "init": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string"
      ],
      "must": "must be true or false"
     },
     "ipc": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "isolation": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "label_file": {
      "verdict": "applied",
      "types": [
       "string",
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "labels": {
      "verdict": "applied",
      "types": [
       "object",
       "array"
      ],
      "each": {
       "types": [
        "string",
        "number",
        "boolean",
        "null"
       ]
      },
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "links": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "logging": {
      "verdict": "applied",
      "types": [
       "object"
      ],
      "keys": {
       "driver": {
        "verdict": "applied",
        "types": [
         "string"
        ]
       },
       "options": {
        "verdict": "applied",
        "types": [
         "object"
        ],
        "each": {
         "types": [
          "string",
          "number",
          "null"
         ]
        }
       }
      }
     },
     "mac_address": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "mem_limit": {
      "verdict": "applied",
      "types": [
       "integer",
       "string"
      ],
      "must": "must be a size: a whole number of bytes, or text with a unit such as `512m` or `2g`"
     },
     "mem_reservation": {
      "verdict": "applied",
      "types": [
       "integer",
       "string"
      ],
      "must": "must be a size: a whole number of bytes, or text with a unit such as `512m` or `2g`"
     },
     "mem_swappiness": {
      "verdict": "applied",
      "types": [
       "integer",
       "string"
      ],
      "must": "must be a whole number from -1 to 100"
     },
     "memswap_limit": {
      "verdict": "applied",
      "types": [
       "integer",
       "string"
      ],
      "must": "must be -1 or a size: a whole number of bytes, or text with a unit such as `512m` or `2g`"
     },
     "models": {
      "verdict": "applied",
      "types": [
       "array",
       "object"
      ],
      "each": {
       "types": [
        "object",
        "null"
       ],
       "keys": {
        "endpoint_var": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "model_var": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        }
       }
      },
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "network_mode": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "networks": {
      "verdict": "applied",
      "types": [
       "array",
       "object"
      ],
      "each": {
       "types": [
        "object",
        "null"
       ],
       "keys": {
        "aliases": {
         "verdict": "applied",
         "types": [
          "array"
         ],
         "items": {
          "types": [
           "string"
          ]
         }
        },
        "ipv4_address": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "ipv6_address": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "link_local_ips": {
         "verdict": "applied",
         "types": [
          "array"
         ],
         "items": {
          "types": [
           "string"
          ]
         }
        },
        "mac_address": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "driver_opts": {
         "verdict": "applied",
         "types": [
          "object"
         ],
         "each": {
          "types": [
           "string",
           "number"
          ]
         }
        },
        "interface_name": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "gw_priority": {
         "verdict": "applied",
         "types": [
          "number"
         ]
        },
        "priority": {
         "verdict": "applied",
         "types": [
          "number"
         ]
        }
       }
      },
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "oom_kill_disable": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string"
      ],
      "must": "must be true or false"
     },
     "oom_score_adj": {
      "verdict": "applied",
      "types": [
       "integer",
       "string"
      ],
      "must": "must be a whole number from -1000 to 1000"
     },
     "pid": {
      "verdict": "applied",
      "types": [
       "string",
       "null"
      ]
     },
     "pids_limit": {
      "verdict": "applied",
      "types": [
       "number",
       "string"
      ],
      "must": "must be a number of at least -1"
     },
     "platform": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "ports": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "number",
        "string",
        "object"
       ],
       "keys": {
        "target": {
         "verdict": "applied",
         "types": [
          "integer",
          "string"
         ],
         "must": "must be a whole number from 1 to 65535"
        },
        "published": {
         "verdict": "applied",
         "types": [
          "string",
          "integer"
         ],
         "must": "must be a port such as `8080` or a range such as `8080-8090`"
        },
        "host_ip": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "protocol": {
         "verdict": "applied",
         "types": [
          "string"
         ],
         "must": "must be `tcp`, `udp` or `sctp`"
        },
        "mode": {
         "verdict": "swarm only",
         "values": {
          "ingress": "applied"
         },
         "types": [
          "string"
         ]
        },
        "name": {
         "verdict": "ignored",
         "types": [
          "string"
         ]
        },
        "app_protocol": {
         "verdict": "ignored",
         "types": [
          "string"
         ]
        }
       }
      }
     },
     "post_start": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "object"
       ],
       "keys": {
        "command": {
         "verdict": "applied",
         "types": [
          "null",
          "string",
          "array"
         ],
         "items": {
          "types": [
           "string"
          ]
         }
        },
        "user": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "privileged": {
         "verdict": "applied",
         "types": [
          "boolean",
          "string"
         ],
         "must": "must be true or false"
        },
        "working_dir": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "environment": {
         "verdict": "applied",
         "types": [
          "object",
          "array"
         ],
         "each": {
          "types": [
           "string",
           "number",
           "boolean",
           "null"
          ]
         },
         "items": {
          "types": [
           "string"
          ]
         }
        }
       }
      }
     },
     "pre_start": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "object"
       ],
       "keys": {
        "image": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "command": {
         "verdict": "applied",
         "types": [
          "null",
          "string",
          "array"
         ],
         "items": {
          "types": [
           "string"
          ]
         }
        },
        "user": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "privileged": {
         "verdict": "applied",
         "types": [
          "boolean",
          "string"
         ],
         "must": "must be true or false"
        },
        "working_dir": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "environment": {
         "verdict": "applied",
         "types": [
          "object",
          "array"
         ],
         "each": {
          "types": [
           "string",
           "number",
           "boolean",
           "null"
          ]
         },
         "items": {
          "types": [
           "string"
          ]
         }
        },
        "per_replica": {
         "verdict": "applied",
         "types": [
          "boolean",
          "string"
         ],
         "must": "must be true or false"
        }
       }
      }
     },
     "pre_stop": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "object"
       ],
       "keys": {
        "command": {
         "verdict": "applied",
         "types": [
          "null",
          "string",
          "array"
         ],
         "items": {
          "types": [
           "string"
          ]
         }
        },
        "user": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "privileged": {
         "verdict": "applied",
         "types": [
          "boolean",
          "string"
         ],
         "must": "must be true or false"
        },
        "working_dir": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "environment": {
         "verdict": "applied",
         "types": [
          "object",
          "array"
         ],
         "each": {
          "types": [
           "string",
           "number",
           "boolean",
           "null"
          ]
         },
         "items": {
          "types": [
           "string"
          ]
         }
        }
       }
      }
     },
     "privileged": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string"
      ],
      "must": "must be true or false"
     },
     "profiles": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "provider": {
      "verdict": "applied",
      "types": [
       "object"
      ],
      "keys": {
       "type": {
        "verdict": "applied",
        "types": [
         "string"
        ]
       },
       "options": {
        "verdict": "applied",
        "types": [
         "object"
        ],
        "each": {
         "types": [
          "string",
          "number",
          "boolean",
          "array"
         ],
         "items": {
          "types": [
           "string",
           "number",
           "boolean"
          ]
         }
        }
       }
      }
     },
     "pull_policy": {
      "verdict": "applied",
      "types": [
       "string"
      ],
      "must": "must be `always`, `never`, `missing`, `build`, `daily`, `weekly` or a period such as `every_12h`"
     },
     "pull_refresh_after": {
      "verdict": "ignored",
      "types": [
       "string"
      ]
     },
     "read_only": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string"
      ],
      "must": "must be true or false"
     },
     "restart": {
      "verdict": "applied",
      "types": [
       "string"
      ],
      "must": "must be `no`, `always`, `unless-stopped`, `on-failure` or `on-failure:<number>`"
     },
     "runtime": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "scale": {
      "verdict": "applied",
      "types": [
       "integer",
       "string"
      ],
      "must": "must be a whole number, 0 or more"
     },
     "secrets": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string",
        "object"
       ],
       "keys": {
        "source": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "target": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "uid": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "gid": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "mode": {
         "verdict": "applied",
         "types": [
          "integer",
          "string"
         ],
         "must": "must be permissions in octal such as `0o440`"
        }
       }
      }
     },
     "security_opt": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "shm_size": {
      "verdict": "applied",
      "types": [
       "integer",
       "string"
      ],
      "must": "must be a size: a whole number of bytes, or text with a unit such as `512m` or `2g`"
     },
     "stdin_open": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string"
      ],
      "must": "must be true or false"
     },
     "stop_grace_period": {
      "verdict": "applied",
      "types": [
       "string"
      ],
      "must": "must be a duration such as `30s` or `1m30s`"
     },
     "stop_signal": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "storage_opt": {
      "verdict": "applied",
      "types": [
       "object"
      ],
      "each": {
       "types": [
        "string",
        "number",
        "null"
       ]
      }
     },
     "sysctls": {
      "verdict": "applied",
      "types": [
       "object",
       "array"
      ],
      "each": {
       "types": [
        "string",
        "number",
        "boolean",
        "null"
       ]
      },
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "tmpfs": {
      "verdict": "applied",
      "types": [
       "string",
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "tty": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string"
      ],
      "must": "must be true or false"
     },
     "ulimits": {
      "verdict": "applied",
      "types": [
       "object"
      ],
      "each": {
       "types": [
        "integer",
        "string",
        "object"
       ],
       "must": "must be a whole number, or a mapping of `soft` and `hard`",
       "keys": {
        "soft": {
         "verdict": "applied",
         "types": [
          "integer",
          "string"
         ],
         "must": "must be a whole number of at least -1"
        },
        "hard": {
         "verdict": "applied",
         "types": [
          "integer",
          "string"
         ],
         "must": "must be a whole number of at least -1"
        }
       }
      }
     },
     "use_api_socket": {
      "verdict": "applied",
      "types": [
       "boolean"
      ]
     },
     "user": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "userns_mode": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "uts": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "volumes": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string",
        "object"
       ],
       "keys": {
        "type": {
         "verdict": "applied",
         "types": [
          "string"
         ],
         "choices": [
          "bind",
          "volume",
          "tmpfs",
          "image",
          "npipe",
          "cluster"
         ]
        },
        "source": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "target": {
         "verdict": "applied",
         "types": [
          "string"
         ]
        },
        "read_only": {
         "verdict": "applied",
         "types": [
          "boolean",
          "string"
         ],
         "must": "must be true or false"
        },
        "consistency": {
         "verdict": "ignored",
         "types": [
          "string"
         ]
        },
        "bind": {
         "verdict": "applied",
         "types": [
          "object"
         ],
         "keys": {
          "propagation": {
           "verdict": "applied",
           "types": [
            "string"
           ],
           "must": "must be `private`, `shared` or `slave`, or one of them with `r` before it"
          },
          "create_host_path": {
           "verdict": "applied",
           "types": [
            "boolean",
            "string"
           ],
           "must": "must be true or false"
          },
          "selinux": {
           "verdict": "applied",
           "types": [
            "string"
           ],
           "choices": [
            "z",
            "Z"
           ]
          },
          "recursive": {
           "verdict": "applied",
           "types": [
            "string"
           ],
           "choices": [
            "enabled",
            "disabled",
            "writable",
            "readonly"
           ]
          }
         }
        },
        "volume": {
         "verdict": "applied",
         "types": [
          "object"
         ],
         "keys": {
          "nocopy": {
           "verdict": "applied",
           "types": [
            "boolean",
            "string"
           ],
           "must": "must be true or false"
          },
          "subpath": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          },
          "labels": {
           "verdict": "applied",
           "types": [
            "object",
            "array"
           ],
           "each": {
            "types": [
             "string",
             "number",
             "boolean",
             "null"
            ]
           },
           "items": {
            "types": [
             "string"
            ]
           }
          }
         }
        },
        "tmpfs": {
         "verdict": "applied",
         "types": [
          "object"
         ],
         "keys": {
          "size": {
           "verdict": "applied",
           "types": [
            "integer",
            "string"
           ],
           "must": "must be a size: a whole number of bytes, or text with a unit such as `512m` or `2g`"
          },
          "mode": {
           "verdict": "applied",
           "types": [
            "integer"
           ],
           "must": "must be permissions in octal such as `0o1777`"
          }
         }
        },
        "image": {
         "verdict": "applied",
         "types": [
          "object"
         ],
         "keys": {
          "subpath": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          }
         }
        }
       }
      }
     },
     "volumes_from": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "working_dir": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "x-windlass": {
      "verdict": "applied",
      "types": [
       "object"
      ],
      "keys": {
       "ready": {
        "verdict": "applied",
        "types": [
         "object"
        ],
        "keys": {
         "http": {
          "verdict": "applied",
          "types": [
           "string",
           "integer"
          ],
          "must": "must be a port and a path such as `8080/healthz`"
         },
         "tcp": {
          "verdict": "applied",
          "types": [
           "string",
           "integer"
          ],
          "must": "must be a port such as `5432`"
         },
         "log": {
          "verdict": "applied",
          "types": [
           "string"
          ]
         },
         "interval": {
          "verdict": "applied",
          "types": [
           "string"
          ],
          "must": "must be a duration such as `30s` or `1m30s`"
         },
         "timeout": {
          "verdict": "applied",
          "types": [
           "string"
          ],
          "must": "must be a duration such as `30s` or `1m30s`"
         },
         "start_period": {
          "verdict": "applied",
          "types": [
           "string"
          ],
          "must": "must be a duration such as `30s` or `1m30s`"
         },
         "retries": {
          "verdict": "applied",
          "types": [
           "integer",
           "string"
          ],
          "must": "must be a whole number, 1 or more"
         }
        }
       }
      }
     }
    }
   },
   "names": {
    "types": [
     "string"
    ],
    "must": "must consist of letters, digits, `.`, `_` and `-`"
   }
  },
  "networks": {
   "verdict": "applied",
   "types": [
    "object"
   ],
   "each": {
    "types": [
     "object",
     "null"
    ],
    "keys": {
     "name": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "driver": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "driver_opts": {
      "verdict": "applied",
      "types": [
       "object"
      ],
      "each": {
       "types": [
        "string",
        "number"
       ]
      }
     },
     "ipam": {
      "verdict": "applied",
      "types": [
       "object"
      ],
      "keys": {
       "driver": {
        "verdict": "applied",
        "types": [
         "string"
        ]
       },
       "config": {
        "verdict": "applied",
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "object"
         ],
         "keys": {
          "subnet": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          },
          "ip_range": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          },
          "gateway": {
           "verdict": "applied",
           "types": [
            "string"
           ]
          },
          "aux_addresses": {
           "verdict": "applied",
           "types": [
            "object"
           ],
           "each": {
            "types": [
             "string"
            ]
           }
          }
         }
        }
       },
       "options": {
        "verdict": "applied",
        "types": [
         "object"
        ],
        "each": {
         "types": [
          "string"
         ]
        }
       }
      }
     },
     "external": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string",
       "object"
      ],
      "must": "must be true or false",
      "keys": {
       "name": {
        "verdict": "applied",
        "deprecated": true,
        "types": [
         "string"
        ]
       }
      }
     },
     "internal": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string"
      ],
      "must": "must be true or false"
     },
     "attachable": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string"
      ],
      "must": "must be true or false"
     },
     "enable_ipv4": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string"
      ],
      "must": "must be true or false"
     },
     "enable_ipv6": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string"
      ],
      "must": "must be true or false"
     },
     "labels": {
      "verdict": "applied",
      "types": [
       "object",
       "array"
      ],
      "each": {
       "types": [
        "string",
        "number",
        "boolean",
        "null"
       ]
      },
      "items": {
       "types": [
        "string"
       ]
      }
     }
    }
   }
  },
  "volumes": {
   "verdict": "applied",
   "types": [
    "object"
   ],
   "each": {
    "types": [
     "object",
     "null"
    ],
    "keys": {
     "name": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "driver": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "driver_opts": {
      "verdict": "applied",
      "types": [
       "object"
      ],
      "each": {
       "types": [
        "string",
        "number"
       ]
      }
     },
     "external": {
      "verdict": "applied",
      "types": [
       "boolean",
       "string",
       "object"
      ],
      "must": "must be true or false",
      "keys": {
       "name": {
        "verdict": "applied",
        "deprecated": true,
        "types": [
         "string"
        ]
       }
      }
     },
     "labels": {
      "verdict": "applied",
      "types": [
       "object",
       "array"
      ],
      "each": {
       "types": [
        "string",
        "number",
        "boolean",
        "null"
       ]
      },
      "items": {
       "types": [
        "string"
       ]
      }
     }
    }
   },
   "names": {
    "types": [
     "string"
    ],
    "must": "must consist of letters, digits, `.`, `_` and `-`"
   }
  },
  "configs": {
   "verdict": "applied",
   "types": [
    "object"
   ],
   "each": {
    "types": [
     "object"
    ],
    "keys": {
     "name": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "file": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "environment": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "content": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "template_driver": {
      "verdict": "refused",
      "types": [
       "string"
      ]
     },
     "external": {
      "verdict": "refused",
      "types": [
       "boolean",
       "string",
       "object"
      ],
      "must": "must be true or false",
      "keys": {
       "name": {
        "verdict": "refused",
        "deprecated": true,
        "types": [
         "string"
        ]
       }
      }
     },
     "labels": {
      "verdict": "applied",
      "types": [
       "object",
       "array"
      ],
      "each": {
       "types": [
        "string",
        "number",
        "boolean",
        "null"
       ]
      },
      "items": {
       "types": [
        "string"
       ]
      }
     }
    }
   },
   "names": {
    "types": [
     "string"
    ],
    "must": "must consist of letters, digits, `.`, `_` and `-`"
   }
  },
  "secrets": {
   "verdict": "applied",
   "types": [
    "object"
   ],
   "each": {
    "types": [
     "object"
    ],
    "keys": {
     "name": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "file": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "environment": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "driver": {
      "verdict": "refused",
      "types": [
       "string"
      ]
     },
     "driver_opts": {
      "verdict": "refused",
      "types": [
       "object"
      ],
      "each": {
       "types": [
        "string",
        "number"
       ]
      }
     },
     "template_driver": {
      "verdict": "refused",
      "types": [
       "string"
      ]
     },
     "external": {
      "verdict": "refused",
      "types": [
       "boolean",
       "string",
       "object"
      ],
      "must": "must be true or false",
      "keys": {
       "name": {
        "verdict": "refused",
        "deprecated": true,
        "types": [
         "string"
        ]
       }
      }
     },
     "labels": {
      "verdict": "applied",
      "types": [
       "object",
       "array"
      ],
      "each": {
       "types": [
        "string",
        "number",
        "boolean",
        "null"
       ]
      },
      "items": {
       "types": [
        "string"
       ]
      }
     }
    }
   },
   "names": {
    "types": [
     "string"
    ],
    "must": "must consist of letters, digits, `.`, `_` and `-`"
   }
  },
  "models": {
   "verdict": "applied",
   "types": [
    "object"
   ],
   "each": {
    "types": [
     "object"
    ],
    "keys": {
     "model": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     },
     "context_size": {
      "verdict": "applied",
      "types": [
       "integer"
      ]
     },
     "runtime_flags": {
      "verdict": "applied",
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "name": {
      "verdict": "applied",
      "types": [
       "string"
      ]
     }
    }
   }
  }
 }
};
