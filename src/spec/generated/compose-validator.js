// Made of schemas/compose.schema.json by scripts/compile-schema.mjs; not for editing.
"use strict";
export const validateCompose = validate52;
const schema19 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Compose file","type":"object","properties":{"version":{"type":"string"},"name":{"type":"string"},"include":{"type":"array","items":{"$ref":"#/$defs/include"}},"services":{"type":"object","propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"$ref":"#/$defs/service"}},"networks":{"type":"object","additionalProperties":{"$ref":"#/$defs/network"}},"volumes":{"type":"object","propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"$ref":"#/$defs/volume"}},"configs":{"type":"object","propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"$ref":"#/$defs/config"}},"secrets":{"type":"object","propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"$ref":"#/$defs/secret"}},"models":{"type":"object","additionalProperties":{"$ref":"#/$defs/model"}}},"patternProperties":{"^x-":{}},"additionalProperties":false,"$defs":{"service":{"type":"object","properties":{"annotations":{"$ref":"#/$defs/pairs"},"attach":{"$ref":"#/$defs/flag"},"blkio_config":{"type":"object","properties":{"weight":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$"},"weight_device":{"type":"array","items":{"$ref":"#/$defs/deviceWeight"}},"device_read_bps":{"type":"array","items":{"$ref":"#/$defs/deviceRate"}},"device_read_iops":{"type":"array","items":{"$ref":"#/$defs/deviceRate"}},"device_write_bps":{"type":"array","items":{"$ref":"#/$defs/deviceRate"}},"device_write_iops":{"type":"array","items":{"$ref":"#/$defs/deviceRate"}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"build":{"$ref":"#/$defs/build"},"cap_add":{"$ref":"#/$defs/texts"},"cap_drop":{"$ref":"#/$defs/texts"},"cgroup":{"type":"string","enum":["host","private"]},"cgroup_parent":{"type":"string"},"command":{"$ref":"#/$defs/commandLine"},"configs":{"type":"array","items":{"$ref":"#/$defs/fileReference"}},"container_name":{"type":"string","pattern":"^/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$"},"cpu_count":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"cpu_percent":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0,"maximum":100},"cpu_period":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpu_quota":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpu_rt_period":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpu_rt_runtime":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpu_shares":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpus":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpuset":{"type":"string"},"credential_spec":{"type":"object","properties":{"config":{"type":"string"},"file":{"type":"string"},"registry":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"depends_on":{"type":["array","object"],"items":{"type":"string"},"additionalProperties":{"type":"object","required":["condition"],"properties":{"condition":{"type":"string","enum":["service_started","service_healthy","service_completed_successfully"]},"restart":{"$ref":"#/$defs/flag"},"required":{"$ref":"#/$defs/flag"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"deploy":{"$ref":"#/$defs/deploy"},"develop":{"$ref":"#/$defs/develop"},"device_cgroup_rules":{"$ref":"#/$defs/texts"},"devices":{"type":"array","items":{"type":["string","object"],"required":["source"],"properties":{"source":{"type":"string"},"target":{"type":"string"},"permissions":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"dns":{"$ref":"#/$defs/textOrTexts"},"dns_opt":{"$ref":"#/$defs/texts"},"dns_search":{"$ref":"#/$defs/textOrTexts"},"domainname":{"type":"string"},"entrypoint":{"$ref":"#/$defs/commandLine"},"env_file":{"type":["string","array"],"items":{"type":["string","object"],"required":["path"],"properties":{"path":{"type":"string"},"required":{"$ref":"#/$defs/flag"},"format":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"environment":{"$ref":"#/$defs/pairs"},"expose":{"type":"array","items":{"type":["string","number"]}},"extends":{"type":["string","object"],"required":["service"],"properties":{"service":{"type":"string"},"file":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"external_links":{"$ref":"#/$defs/texts"},"extra_hosts":{"$ref":"#/$defs/hosts"},"gpus":{"type":["string","array"],"pattern":"^all$","items":{"$ref":"#/$defs/gpu"}},"group_add":{"type":"array","items":{"type":["string","number"]}},"healthcheck":{"type":"object","properties":{"test":{"$ref":"#/$defs/textOrTexts"},"interval":{"$ref":"#/$defs/duration"},"timeout":{"$ref":"#/$defs/duration"},"retries":{"type":["number","string"],"pattern":"^[+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$","minimum":0},"start_period":{"$ref":"#/$defs/duration"},"start_interval":{"$ref":"#/$defs/duration"},"disable":{"$ref":"#/$defs/flag"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"hostname":{"type":"string"},"image":{"type":"string"},"init":{"$ref":"#/$defs/flag"},"ipc":{"type":"string"},"isolation":{"type":"string"},"label_file":{"$ref":"#/$defs/textOrTexts"},"labels":{"$ref":"#/$defs/pairs"},"links":{"$ref":"#/$defs/texts"},"logging":{"type":"object","properties":{"driver":{"type":"string"},"options":{"type":"object","additionalProperties":{"type":["string","number","null"]}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"mac_address":{"type":"string"},"mem_limit":{"$ref":"#/$defs/size"},"mem_reservation":{"$ref":"#/$defs/size"},"mem_swappiness":{"type":["integer","string"],"pattern":"^[+-]?[0-9]+$"},"memswap_limit":{"$ref":"#/$defs/swapSize"},"models":{"type":["array","object"],"items":{"type":"string"},"additionalProperties":{"type":["object","null"],"properties":{"endpoint_var":{"type":"string"},"model_var":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"network_mode":{"type":"string"},"networks":{"type":["array","object"],"items":{"type":"string"},"additionalProperties":{"type":["object","null"],"properties":{"aliases":{"$ref":"#/$defs/texts"},"ipv4_address":{"type":"string"},"ipv6_address":{"type":"string"},"link_local_ips":{"$ref":"#/$defs/texts"},"mac_address":{"type":"string"},"driver_opts":{"$ref":"#/$defs/driverOptions"},"interface_name":{"type":"string"},"gw_priority":{"type":"number"},"priority":{"type":"number"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"oom_kill_disable":{"$ref":"#/$defs/flag"},"oom_score_adj":{"type":["integer","string"],"pattern":"^[+-]?[0-9]+$","minimum":-1000,"maximum":1000},"pid":{"type":["string","null"]},"pids_limit":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"platform":{"type":"string"},"ports":{"type":"array","items":{"type":["number","string","object"],"required":["target"],"properties":{"target":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"published":{"type":["string","integer"],"minimum":0},"host_ip":{"type":"string"},"protocol":{"type":"string"},"mode":{"type":"string"},"name":{"type":"string"},"app_protocol":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"post_start":{"type":"array","items":{"$ref":"#/$defs/hook"}},"pre_start":{"type":"array","items":{"type":"object","properties":{"image":{"type":"string"},"command":{"$ref":"#/$defs/commandLine"},"user":{"type":"string"},"privileged":{"$ref":"#/$defs/flag"},"working_dir":{"type":"string"},"environment":{"$ref":"#/$defs/pairs"},"per_replica":{"$ref":"#/$defs/flag"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"pre_stop":{"type":"array","items":{"$ref":"#/$defs/hook"}},"privileged":{"$ref":"#/$defs/flag"},"profiles":{"$ref":"#/$defs/texts"},"provider":{"type":"object","required":["type"],"properties":{"type":{"type":"string"},"options":{"type":"object","additionalProperties":{"type":["string","number","boolean","array"],"items":{"type":["string","number","boolean"]}}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"pull_policy":{"type":"string","pattern":"^(?:always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:[0-9]+[wdhms])+)$"},"pull_refresh_after":{"type":"string"},"read_only":{"$ref":"#/$defs/flag"},"restart":{"type":"string"},"runtime":{"type":"string"},"scale":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"secrets":{"type":"array","items":{"$ref":"#/$defs/fileReference"}},"security_opt":{"$ref":"#/$defs/texts"},"shm_size":{"$ref":"#/$defs/size"},"stdin_open":{"$ref":"#/$defs/flag"},"stop_grace_period":{"$ref":"#/$defs/duration"},"stop_signal":{"type":"string"},"storage_opt":{"type":"object","additionalProperties":{"type":["string","number","null"]}},"sysctls":{"$ref":"#/$defs/pairs"},"tmpfs":{"$ref":"#/$defs/textOrTexts"},"tty":{"$ref":"#/$defs/flag"},"ulimits":{"$ref":"#/$defs/ulimits"},"use_api_socket":{"type":"boolean"},"user":{"type":"string"},"userns_mode":{"type":"string"},"uts":{"type":"string"},"volumes":{"type":"array","items":{"type":["string","object"],"required":["type","target"],"properties":{"type":{"type":"string","enum":["bind","volume","tmpfs","image","npipe","cluster"]},"source":{"type":"string"},"target":{"type":"string"},"read_only":{"$ref":"#/$defs/flag"},"consistency":{"type":"string"},"bind":{"type":"object","properties":{"propagation":{"type":"string","pattern":"^(?:r?(?:private|shared|slave))?$"},"create_host_path":{"$ref":"#/$defs/flag"},"selinux":{"type":"string","enum":["z","Z"]},"recursive":{"type":"string","enum":["enabled","disabled","writable","readonly"]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"volume":{"type":"object","properties":{"nocopy":{"$ref":"#/$defs/flag"},"subpath":{"type":"string"},"labels":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"tmpfs":{"type":"object","properties":{"size":{"$ref":"#/$defs/size","minimum":0},"mode":{"type":"integer","minimum":0}},"patternProperties":{"^x-":{}},"additionalProperties":false},"image":{"type":"object","properties":{"subpath":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"volumes_from":{"$ref":"#/$defs/texts"},"working_dir":{"type":"string"},"x-windlass":{"type":"object","properties":{"ready":{"type":"object","properties":{"http":{"type":["string","integer"],"pattern":"^[0-9]{1,5}(?:/.*)?$"},"tcp":{"type":["string","integer"],"pattern":"^[0-9]{1,5}$"},"log":{"type":"string"},"interval":{"$ref":"#/$defs/duration"},"timeout":{"$ref":"#/$defs/duration"},"start_period":{"$ref":"#/$defs/duration"},"retries":{"type":["integer","string"],"pattern":"^[1-9][0-9]*$","minimum":1}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false},"build":{"type":["string","object"],"properties":{"context":{"type":"string"},"dockerfile":{"type":"string"},"dockerfile_inline":{"type":"string"},"args":{"$ref":"#/$defs/pairs"},"additional_contexts":{"$ref":"#/$defs/pairs"},"cache_from":{"$ref":"#/$defs/texts"},"cache_to":{"$ref":"#/$defs/texts"},"entitlements":{"$ref":"#/$defs/texts"},"extra_hosts":{"$ref":"#/$defs/hosts"},"isolation":{"type":"string"},"labels":{"$ref":"#/$defs/pairs"},"network":{"type":"string"},"no_cache":{"$ref":"#/$defs/flag"},"no_cache_filter":{"$ref":"#/$defs/textOrTexts"},"platforms":{"$ref":"#/$defs/texts"},"privileged":{"$ref":"#/$defs/flag"},"provenance":{"type":["string","boolean"]},"pull":{"$ref":"#/$defs/flag"},"sbom":{"type":["string","boolean"]},"secrets":{"type":"array","items":{"$ref":"#/$defs/buildSecret"}},"shm_size":{"$ref":"#/$defs/size"},"ssh":{"$ref":"#/$defs/pairs"},"tags":{"$ref":"#/$defs/texts"},"target":{"type":"string"},"ulimits":{"$ref":"#/$defs/ulimits"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"deploy":{"type":["object","null"],"properties":{"mode":{"type":"string"},"replicas":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"endpoint_mode":{"type":"string"},"labels":{"$ref":"#/$defs/pairs"},"update_config":{"type":"object","properties":{"parallelism":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"delay":{"$ref":"#/$defs/duration"},"failure_action":{"type":"string"},"monitor":{"$ref":"#/$defs/duration"},"max_failure_ratio":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"order":{"type":"string","enum":["start-first","stop-first"]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"rollback_config":{"type":"object","properties":{"parallelism":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"delay":{"$ref":"#/$defs/duration"},"failure_action":{"type":"string"},"monitor":{"$ref":"#/$defs/duration"},"max_failure_ratio":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"order":{"type":"string","enum":["start-first","stop-first"]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"resources":{"type":"object","properties":{"limits":{"type":"object","properties":{"cpus":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"memory":{"$ref":"#/$defs/sizeText"},"pids":{"type":["integer","string"],"pattern":"^[+-]?[0-9]+$","minimum":-1}},"patternProperties":{"^x-":{}},"additionalProperties":false},"reservations":{"type":"object","properties":{"cpus":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"memory":{"$ref":"#/$defs/sizeText"},"devices":{"type":"array","items":{"type":"object","required":["capabilities"],"properties":{"capabilities":{"$ref":"#/$defs/texts"},"count":{"$ref":"#/$defs/deviceCount"},"device_ids":{"$ref":"#/$defs/texts"},"driver":{"type":"string"},"options":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"generic_resources":{"type":"array","items":{"type":"object","properties":{"discrete_resource_spec":{"type":"object","properties":{"kind":{"type":"string"},"value":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false}}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false},"restart_policy":{"type":"object","properties":{"condition":{"type":"string"},"delay":{"$ref":"#/$defs/duration"},"max_attempts":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"window":{"$ref":"#/$defs/duration"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"placement":{"type":"object","properties":{"constraints":{"$ref":"#/$defs/texts"},"preferences":{"type":"array","items":{"type":"object","properties":{"spread":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"max_replicas_per_node":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false},"develop":{"type":["object","null"],"properties":{"watch":{"type":"array","items":{"type":"object","required":["path","action"],"properties":{"path":{"type":"string"},"action":{"type":"string","enum":["rebuild","sync","restart","sync+restart","sync+exec"]},"target":{"type":"string"},"ignore":{"$ref":"#/$defs/textOrTexts"},"include":{"$ref":"#/$defs/textOrTexts"},"exec":{"$ref":"#/$defs/hook"},"initial_sync":{"type":"boolean"}},"patternProperties":{"^x-":{}},"additionalProperties":false}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"network":{"type":["object","null"],"properties":{"name":{"type":"string"},"driver":{"type":"string"},"driver_opts":{"$ref":"#/$defs/driverOptions"},"ipam":{"type":"object","properties":{"driver":{"type":"string"},"config":{"type":"array","items":{"type":"object","properties":{"subnet":{"type":"string"},"ip_range":{"type":"string"},"gateway":{"type":"string"},"aux_addresses":{"type":"object","additionalProperties":{"type":"string"}}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"options":{"type":"object","additionalProperties":{"type":"string"}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"external":{"type":["boolean","string","object"],"pattern":"^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$","properties":{"name":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"internal":{"$ref":"#/$defs/flag"},"attachable":{"$ref":"#/$defs/flag"},"enable_ipv4":{"$ref":"#/$defs/flag"},"enable_ipv6":{"$ref":"#/$defs/flag"},"labels":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"volume":{"type":["object","null"],"properties":{"name":{"type":"string"},"driver":{"type":"string"},"driver_opts":{"$ref":"#/$defs/driverOptions"},"external":{"type":["boolean","string","object"],"pattern":"^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$","properties":{"name":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"labels":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"config":{"type":"object","properties":{"name":{"type":"string"},"file":{"type":"string"},"environment":{"type":"string"},"content":{"type":"string"},"template_driver":{"type":"string"},"external":{"type":["boolean","string","object"],"pattern":"^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$","properties":{"name":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"labels":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"secret":{"type":"object","properties":{"name":{"type":"string"},"file":{"type":"string"},"environment":{"type":"string"},"driver":{"type":"string"},"driver_opts":{"$ref":"#/$defs/driverOptions"},"template_driver":{"type":"string"},"external":{"type":["boolean","string","object"],"pattern":"^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$","properties":{"name":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"labels":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"model":{"type":"object","required":["model"],"properties":{"model":{"type":"string"},"context_size":{"type":"integer"},"runtime_flags":{"$ref":"#/$defs/texts"},"name":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"include":{"type":["string","object"],"required":["path"],"properties":{"path":{"$ref":"#/$defs/textOrTexts"},"project_directory":{"type":"string"},"env_file":{"$ref":"#/$defs/textOrTexts"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"hook":{"type":"object","required":["command"],"properties":{"command":{"$ref":"#/$defs/commandLine"},"user":{"type":"string"},"privileged":{"$ref":"#/$defs/flag"},"working_dir":{"type":"string"},"environment":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"fileReference":{"type":["string","object"],"properties":{"source":{"type":"string"},"target":{"type":"string"},"uid":{"type":"string"},"gid":{"type":"string"},"mode":{"type":["integer","string"],"pattern":"^[0-7]+$"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"buildSecret":{"type":["string","object"],"properties":{"source":{"type":"string"},"target":{"type":"string"},"uid":{"type":"string"},"gid":{"type":"string"},"mode":{"type":["integer","string"],"pattern":"^[0-7]+$"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"gpu":{"type":"object","properties":{"capabilities":{"$ref":"#/$defs/texts"},"count":{"$ref":"#/$defs/deviceCount"},"device_ids":{"$ref":"#/$defs/texts"},"driver":{"type":"string"},"options":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"deviceCount":{"type":["integer","string"],"pattern":"^(?:all|-?[0-9]+)$"},"deviceWeight":{"type":"object","properties":{"path":{"type":"string"},"weight":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0,"maximum":1000}},"patternProperties":{"^x-":{}},"additionalProperties":false},"deviceRate":{"type":"object","properties":{"path":{"type":"string"},"rate":{"$ref":"#/$defs/size"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"ulimits":{"type":"object","additionalProperties":{"type":["integer","string","object"],"pattern":"^[+-]?[0-9]+$","required":["soft","hard"],"properties":{"soft":{"type":["integer","string"],"pattern":"^[+-]?[0-9]+$","minimum":-1},"hard":{"type":["integer","string"],"pattern":"^[+-]?[0-9]+$","minimum":-1}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"hosts":{"type":["object","array"],"items":{"type":"string"},"additionalProperties":{"type":["string","array"],"items":{"type":"string"}}},"driverOptions":{"type":"object","additionalProperties":{"type":["string","number"]}},"name":{"type":"string","pattern":"^[a-zA-Z0-9._-]+$"},"pairs":{"type":["object","array"],"items":{"type":"string"},"additionalProperties":{"type":["string","number","boolean","null"]}},"texts":{"type":"array","items":{"type":"string"}},"textOrTexts":{"type":["string","array"],"items":{"type":"string"}},"commandLine":{"type":["null","string","array"],"items":{"type":"string"}},"flag":{"type":["boolean","string"],"pattern":"^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$"},"duration":{"type":"string","pattern":"^[-+]?(?:0|(?:(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+)$"},"size":{"type":["integer","string"],"pattern":"^(?:-1|(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)? ?(?:[kKmMgGtTpP](?:[iI]?[bB])?|[bB])?)$"},"swapSize":{"type":["integer","string"],"pattern":"^(?:-1|(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)? ?(?:[kKmMgGtTpP](?:[iI]?[bB])?|[bB])?)$"},"sizeText":{"type":"string","pattern":"^(?:-1|(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)? ?(?:[kKmMgGtTpP](?:[iI]?[bB])?|[bB])?)$"}}};
const func1 = Object.prototype.hasOwnProperty;
const pattern3 = new RegExp("^x-", "u");
const schema20 = {"type":["string","object"],"required":["path"],"properties":{"path":{"$ref":"#/$defs/textOrTexts"},"project_directory":{"type":"string"},"env_file":{"$ref":"#/$defs/textOrTexts"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema21 = {"type":["string","array"],"items":{"type":"string"}};

function validate54(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate54.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema21.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(typeof data[i0] !== "string"){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
validate54.errors = vErrors;
return errors === 0;
}
validate54.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate53.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema20.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "path") || (key0 === "project_directory")) || (key0 === "env_file")) || (pattern3.test(key0)))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.path !== undefined){
if(!(validate54(data.path, {instancePath:instancePath+"/path",parentData:data,parentDataProperty:"path",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
if(data.project_directory !== undefined){
if(typeof data.project_directory !== "string"){
const err3 = {instancePath:instancePath+"/project_directory",schemaPath:"#/properties/project_directory/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.env_file !== undefined){
if(!(validate54(data.env_file, {instancePath:instancePath+"/env_file",parentData:data,parentDataProperty:"env_file",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
}
validate53.errors = vErrors;
return errors === 0;
}
validate53.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema22 = {"type":"string","pattern":"^[a-zA-Z0-9._-]+$"};
const pattern5 = new RegExp("^[a-zA-Z0-9._-]+$", "u");

function validate58(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate58.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern5.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[a-zA-Z0-9._-]+$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate58.errors = vErrors;
return errors === 0;
}
validate58.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema23 = {"type":"object","properties":{"annotations":{"$ref":"#/$defs/pairs"},"attach":{"$ref":"#/$defs/flag"},"blkio_config":{"type":"object","properties":{"weight":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$"},"weight_device":{"type":"array","items":{"$ref":"#/$defs/deviceWeight"}},"device_read_bps":{"type":"array","items":{"$ref":"#/$defs/deviceRate"}},"device_read_iops":{"type":"array","items":{"$ref":"#/$defs/deviceRate"}},"device_write_bps":{"type":"array","items":{"$ref":"#/$defs/deviceRate"}},"device_write_iops":{"type":"array","items":{"$ref":"#/$defs/deviceRate"}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"build":{"$ref":"#/$defs/build"},"cap_add":{"$ref":"#/$defs/texts"},"cap_drop":{"$ref":"#/$defs/texts"},"cgroup":{"type":"string","enum":["host","private"]},"cgroup_parent":{"type":"string"},"command":{"$ref":"#/$defs/commandLine"},"configs":{"type":"array","items":{"$ref":"#/$defs/fileReference"}},"container_name":{"type":"string","pattern":"^/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$"},"cpu_count":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"cpu_percent":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0,"maximum":100},"cpu_period":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpu_quota":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpu_rt_period":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpu_rt_runtime":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpu_shares":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpus":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"cpuset":{"type":"string"},"credential_spec":{"type":"object","properties":{"config":{"type":"string"},"file":{"type":"string"},"registry":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"depends_on":{"type":["array","object"],"items":{"type":"string"},"additionalProperties":{"type":"object","required":["condition"],"properties":{"condition":{"type":"string","enum":["service_started","service_healthy","service_completed_successfully"]},"restart":{"$ref":"#/$defs/flag"},"required":{"$ref":"#/$defs/flag"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"deploy":{"$ref":"#/$defs/deploy"},"develop":{"$ref":"#/$defs/develop"},"device_cgroup_rules":{"$ref":"#/$defs/texts"},"devices":{"type":"array","items":{"type":["string","object"],"required":["source"],"properties":{"source":{"type":"string"},"target":{"type":"string"},"permissions":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"dns":{"$ref":"#/$defs/textOrTexts"},"dns_opt":{"$ref":"#/$defs/texts"},"dns_search":{"$ref":"#/$defs/textOrTexts"},"domainname":{"type":"string"},"entrypoint":{"$ref":"#/$defs/commandLine"},"env_file":{"type":["string","array"],"items":{"type":["string","object"],"required":["path"],"properties":{"path":{"type":"string"},"required":{"$ref":"#/$defs/flag"},"format":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"environment":{"$ref":"#/$defs/pairs"},"expose":{"type":"array","items":{"type":["string","number"]}},"extends":{"type":["string","object"],"required":["service"],"properties":{"service":{"type":"string"},"file":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"external_links":{"$ref":"#/$defs/texts"},"extra_hosts":{"$ref":"#/$defs/hosts"},"gpus":{"type":["string","array"],"pattern":"^all$","items":{"$ref":"#/$defs/gpu"}},"group_add":{"type":"array","items":{"type":["string","number"]}},"healthcheck":{"type":"object","properties":{"test":{"$ref":"#/$defs/textOrTexts"},"interval":{"$ref":"#/$defs/duration"},"timeout":{"$ref":"#/$defs/duration"},"retries":{"type":["number","string"],"pattern":"^[+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$","minimum":0},"start_period":{"$ref":"#/$defs/duration"},"start_interval":{"$ref":"#/$defs/duration"},"disable":{"$ref":"#/$defs/flag"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"hostname":{"type":"string"},"image":{"type":"string"},"init":{"$ref":"#/$defs/flag"},"ipc":{"type":"string"},"isolation":{"type":"string"},"label_file":{"$ref":"#/$defs/textOrTexts"},"labels":{"$ref":"#/$defs/pairs"},"links":{"$ref":"#/$defs/texts"},"logging":{"type":"object","properties":{"driver":{"type":"string"},"options":{"type":"object","additionalProperties":{"type":["string","number","null"]}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"mac_address":{"type":"string"},"mem_limit":{"$ref":"#/$defs/size"},"mem_reservation":{"$ref":"#/$defs/size"},"mem_swappiness":{"type":["integer","string"],"pattern":"^[+-]?[0-9]+$"},"memswap_limit":{"$ref":"#/$defs/swapSize"},"models":{"type":["array","object"],"items":{"type":"string"},"additionalProperties":{"type":["object","null"],"properties":{"endpoint_var":{"type":"string"},"model_var":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"network_mode":{"type":"string"},"networks":{"type":["array","object"],"items":{"type":"string"},"additionalProperties":{"type":["object","null"],"properties":{"aliases":{"$ref":"#/$defs/texts"},"ipv4_address":{"type":"string"},"ipv6_address":{"type":"string"},"link_local_ips":{"$ref":"#/$defs/texts"},"mac_address":{"type":"string"},"driver_opts":{"$ref":"#/$defs/driverOptions"},"interface_name":{"type":"string"},"gw_priority":{"type":"number"},"priority":{"type":"number"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"oom_kill_disable":{"$ref":"#/$defs/flag"},"oom_score_adj":{"type":["integer","string"],"pattern":"^[+-]?[0-9]+$","minimum":-1000,"maximum":1000},"pid":{"type":["string","null"]},"pids_limit":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"platform":{"type":"string"},"ports":{"type":"array","items":{"type":["number","string","object"],"required":["target"],"properties":{"target":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"published":{"type":["string","integer"],"minimum":0},"host_ip":{"type":"string"},"protocol":{"type":"string"},"mode":{"type":"string"},"name":{"type":"string"},"app_protocol":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"post_start":{"type":"array","items":{"$ref":"#/$defs/hook"}},"pre_start":{"type":"array","items":{"type":"object","properties":{"image":{"type":"string"},"command":{"$ref":"#/$defs/commandLine"},"user":{"type":"string"},"privileged":{"$ref":"#/$defs/flag"},"working_dir":{"type":"string"},"environment":{"$ref":"#/$defs/pairs"},"per_replica":{"$ref":"#/$defs/flag"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"pre_stop":{"type":"array","items":{"$ref":"#/$defs/hook"}},"privileged":{"$ref":"#/$defs/flag"},"profiles":{"$ref":"#/$defs/texts"},"provider":{"type":"object","required":["type"],"properties":{"type":{"type":"string"},"options":{"type":"object","additionalProperties":{"type":["string","number","boolean","array"],"items":{"type":["string","number","boolean"]}}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"pull_policy":{"type":"string","pattern":"^(?:always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:[0-9]+[wdhms])+)$"},"pull_refresh_after":{"type":"string"},"read_only":{"$ref":"#/$defs/flag"},"restart":{"type":"string"},"runtime":{"type":"string"},"scale":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"secrets":{"type":"array","items":{"$ref":"#/$defs/fileReference"}},"security_opt":{"$ref":"#/$defs/texts"},"shm_size":{"$ref":"#/$defs/size"},"stdin_open":{"$ref":"#/$defs/flag"},"stop_grace_period":{"$ref":"#/$defs/duration"},"stop_signal":{"type":"string"},"storage_opt":{"type":"object","additionalProperties":{"type":["string","number","null"]}},"sysctls":{"$ref":"#/$defs/pairs"},"tmpfs":{"$ref":"#/$defs/textOrTexts"},"tty":{"$ref":"#/$defs/flag"},"ulimits":{"$ref":"#/$defs/ulimits"},"use_api_socket":{"type":"boolean"},"user":{"type":"string"},"userns_mode":{"type":"string"},"uts":{"type":"string"},"volumes":{"type":"array","items":{"type":["string","object"],"required":["type","target"],"properties":{"type":{"type":"string","enum":["bind","volume","tmpfs","image","npipe","cluster"]},"source":{"type":"string"},"target":{"type":"string"},"read_only":{"$ref":"#/$defs/flag"},"consistency":{"type":"string"},"bind":{"type":"object","properties":{"propagation":{"type":"string","pattern":"^(?:r?(?:private|shared|slave))?$"},"create_host_path":{"$ref":"#/$defs/flag"},"selinux":{"type":"string","enum":["z","Z"]},"recursive":{"type":"string","enum":["enabled","disabled","writable","readonly"]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"volume":{"type":"object","properties":{"nocopy":{"$ref":"#/$defs/flag"},"subpath":{"type":"string"},"labels":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"tmpfs":{"type":"object","properties":{"size":{"$ref":"#/$defs/size","minimum":0},"mode":{"type":"integer","minimum":0}},"patternProperties":{"^x-":{}},"additionalProperties":false},"image":{"type":"object","properties":{"subpath":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"volumes_from":{"$ref":"#/$defs/texts"},"working_dir":{"type":"string"},"x-windlass":{"type":"object","properties":{"ready":{"type":"object","properties":{"http":{"type":["string","integer"],"pattern":"^[0-9]{1,5}(?:/.*)?$"},"tcp":{"type":["string","integer"],"pattern":"^[0-9]{1,5}$"},"log":{"type":"string"},"interval":{"$ref":"#/$defs/duration"},"timeout":{"$ref":"#/$defs/duration"},"start_period":{"$ref":"#/$defs/duration"},"retries":{"type":["integer","string"],"pattern":"^[1-9][0-9]*$","minimum":1}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const pattern9 = new RegExp("^[+]?[0-9]+$", "u");
const pattern23 = new RegExp("^/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$", "u");
const pattern26 = new RegExp("^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$", "u");
const pattern66 = new RegExp("^all$", "u");
const pattern69 = new RegExp("^[+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$", "u");
const pattern17 = new RegExp("^[+-]?[0-9]+$", "u");
const pattern81 = new RegExp("^(?:always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:[0-9]+[wdhms])+)$", "u");
const pattern85 = new RegExp("^(?:r?(?:private|shared|slave))?$", "u");
const pattern91 = new RegExp("^[0-9]{1,5}(?:/.*)?$", "u");
const pattern92 = new RegExp("^[0-9]{1,5}$", "u");
const pattern93 = new RegExp("^[1-9][0-9]*$", "u");
const schema24 = {"type":["object","array"],"items":{"type":"string"},"additionalProperties":{"type":["string","number","boolean","null"]}};

function validate61(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate61.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!data || typeof data != "object"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema24.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(typeof data[i0] !== "string"){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
let data1 = data[key0];
if((((typeof data1 !== "string") && (!(typeof data1 == "number"))) && (typeof data1 !== "boolean")) && (data1 !== null)){
const err2 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: schema24.additionalProperties.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
validate61.errors = vErrors;
return errors === 0;
}
validate61.evaluated = {"props":true,"items":true,"dynamicProps":false,"dynamicItems":false};

const schema25 = {"type":["boolean","string"],"pattern":"^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$"};
const pattern7 = new RegExp("^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$", "u");

function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate63.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "boolean") && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema25.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern7.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
validate63.errors = vErrors;
return errors === 0;
}
validate63.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema26 = {"type":"object","properties":{"path":{"type":"string"},"weight":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0,"maximum":1000}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate65(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate65.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "path") || (key0 === "weight")) || (pattern3.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.path !== undefined){
if(typeof data.path !== "string"){
const err1 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.weight !== undefined){
let data1 = data.weight;
if((!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))) && (typeof data1 !== "string")){
const err2 = {instancePath:instancePath+"/weight",schemaPath:"#/properties/weight/type",keyword:"type",params:{type: schema26.properties.weight.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(typeof data1 == "number"){
if(data1 > 1000 || isNaN(data1)){
const err3 = {instancePath:instancePath+"/weight",schemaPath:"#/properties/weight/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1 < 0 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/weight",schemaPath:"#/properties/weight/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(typeof data1 === "string"){
if(!pattern9.test(data1)){
const err5 = {instancePath:instancePath+"/weight",schemaPath:"#/properties/weight/pattern",keyword:"pattern",params:{pattern: "^[+]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate65.errors = vErrors;
return errors === 0;
}
validate65.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema27 = {"type":"object","properties":{"path":{"type":"string"},"rate":{"$ref":"#/$defs/size"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema28 = {"type":["integer","string"],"pattern":"^(?:-1|(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)? ?(?:[kKmMgGtTpP](?:[iI]?[bB])?|[bB])?)$"};
const pattern13 = new RegExp("^(?:-1|(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)? ?(?:[kKmMgGtTpP](?:[iI]?[bB])?|[bB])?)$", "u");

function validate68(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate68.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!((typeof data == "number") && (!(data % 1) && !isNaN(data)))) && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema28.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern13.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^(?:-1|(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)? ?(?:[kKmMgGtTpP](?:[iI]?[bB])?|[bB])?)$"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
validate68.errors = vErrors;
return errors === 0;
}
validate68.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate67(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate67.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "path") || (key0 === "rate")) || (pattern3.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.path !== undefined){
if(typeof data.path !== "string"){
const err1 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.rate !== undefined){
if(!(validate68(data.rate, {instancePath:instancePath+"/rate",parentData:data,parentDataProperty:"rate",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate67.errors = vErrors;
return errors === 0;
}
validate67.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema29 = {"type":["string","object"],"properties":{"context":{"type":"string"},"dockerfile":{"type":"string"},"dockerfile_inline":{"type":"string"},"args":{"$ref":"#/$defs/pairs"},"additional_contexts":{"$ref":"#/$defs/pairs"},"cache_from":{"$ref":"#/$defs/texts"},"cache_to":{"$ref":"#/$defs/texts"},"entitlements":{"$ref":"#/$defs/texts"},"extra_hosts":{"$ref":"#/$defs/hosts"},"isolation":{"type":"string"},"labels":{"$ref":"#/$defs/pairs"},"network":{"type":"string"},"no_cache":{"$ref":"#/$defs/flag"},"no_cache_filter":{"$ref":"#/$defs/textOrTexts"},"platforms":{"$ref":"#/$defs/texts"},"privileged":{"$ref":"#/$defs/flag"},"provenance":{"type":["string","boolean"]},"pull":{"$ref":"#/$defs/flag"},"sbom":{"type":["string","boolean"]},"secrets":{"type":"array","items":{"$ref":"#/$defs/buildSecret"}},"shm_size":{"$ref":"#/$defs/size"},"ssh":{"$ref":"#/$defs/pairs"},"tags":{"$ref":"#/$defs/texts"},"target":{"type":"string"},"ulimits":{"$ref":"#/$defs/ulimits"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema30 = {"type":"array","items":{"type":"string"}};

function validate77(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate77.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(typeof data[i0] !== "string"){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate77.errors = vErrors;
return errors === 0;
}
validate77.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema31 = {"type":["object","array"],"items":{"type":"string"},"additionalProperties":{"type":["string","array"],"items":{"type":"string"}}};

function validate81(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate81.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!data || typeof data != "object"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema31.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(typeof data[i0] !== "string"){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
let data1 = data[key0];
if((typeof data1 !== "string") && (!(Array.isArray(data1)))){
const err2 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: schema31.additionalProperties.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(Array.isArray(data1)){
const len1 = data1.length;
for(let i1=0; i1<len1; i1++){
if(typeof data1[i1] !== "string"){
const err3 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i1,schemaPath:"#/additionalProperties/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
}
}
validate81.errors = vErrors;
return errors === 0;
}
validate81.evaluated = {"props":true,"items":true,"dynamicProps":false,"dynamicItems":false};

const schema32 = {"type":["string","object"],"properties":{"source":{"type":"string"},"target":{"type":"string"},"uid":{"type":"string"},"gid":{"type":"string"},"mode":{"type":["integer","string"],"pattern":"^[0-7]+$"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const pattern16 = new RegExp("^[0-7]+$", "u");

function validate89(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate89.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema32.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "source") || (key0 === "target")) || (key0 === "uid")) || (key0 === "gid")) || (key0 === "mode")) || (pattern3.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.source !== undefined){
if(typeof data.source !== "string"){
const err2 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.target !== undefined){
if(typeof data.target !== "string"){
const err3 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.uid !== undefined){
if(typeof data.uid !== "string"){
const err4 = {instancePath:instancePath+"/uid",schemaPath:"#/properties/uid/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.gid !== undefined){
if(typeof data.gid !== "string"){
const err5 = {instancePath:instancePath+"/gid",schemaPath:"#/properties/gid/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.mode !== undefined){
let data4 = data.mode;
if((!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))) && (typeof data4 !== "string")){
const err6 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: schema32.properties.mode.type}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data4 === "string"){
if(!pattern16.test(data4)){
const err7 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/pattern",keyword:"pattern",params:{pattern: "^[0-7]+$"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
validate89.errors = vErrors;
return errors === 0;
}
validate89.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema33 = {"type":"object","additionalProperties":{"type":["integer","string","object"],"pattern":"^[+-]?[0-9]+$","required":["soft","hard"],"properties":{"soft":{"type":["integer","string"],"pattern":"^[+-]?[0-9]+$","minimum":-1},"hard":{"type":["integer","string"],"pattern":"^[+-]?[0-9]+$","minimum":-1}},"patternProperties":{"^x-":{}},"additionalProperties":false}};

function validate94(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate94.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
let data0 = data[key0];
if(((!((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0)))) && (typeof data0 !== "string")) && (!(data0 && typeof data0 == "object" && !Array.isArray(data0)))){
const err0 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: schema33.additionalProperties.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data0 === "string"){
if(!pattern17.test(data0)){
const err1 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[+-]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.soft === undefined){
const err2 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/required",keyword:"required",params:{missingProperty: "soft"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.hard === undefined){
const err3 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/required",keyword:"required",params:{missingProperty: "hard"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data0){
if(!(((key1 === "soft") || (key1 === "hard")) || (pattern3.test(key1)))){
const err4 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.soft !== undefined){
let data1 = data0.soft;
if((!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))) && (typeof data1 !== "string")){
const err5 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/soft",schemaPath:"#/additionalProperties/properties/soft/type",keyword:"type",params:{type: schema33.additionalProperties.properties.soft.type}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data1 == "number"){
if(data1 < -1 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/soft",schemaPath:"#/additionalProperties/properties/soft/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(typeof data1 === "string"){
if(!pattern17.test(data1)){
const err7 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/soft",schemaPath:"#/additionalProperties/properties/soft/pattern",keyword:"pattern",params:{pattern: "^[+-]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data0.hard !== undefined){
let data2 = data0.hard;
if((!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))) && (typeof data2 !== "string")){
const err8 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/hard",schemaPath:"#/additionalProperties/properties/hard/type",keyword:"type",params:{type: schema33.additionalProperties.properties.hard.type}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(typeof data2 == "number"){
if(data2 < -1 || isNaN(data2)){
const err9 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/hard",schemaPath:"#/additionalProperties/properties/hard/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(typeof data2 === "string"){
if(!pattern17.test(data2)){
const err10 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/hard",schemaPath:"#/additionalProperties/properties/hard/pattern",keyword:"pattern",params:{pattern: "^[+-]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate94.errors = vErrors;
return errors === 0;
}
validate94.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate74(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate74.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema29.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func1.call(schema29.properties, key0)) || (pattern3.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.context !== undefined){
if(typeof data.context !== "string"){
const err2 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.dockerfile !== undefined){
if(typeof data.dockerfile !== "string"){
const err3 = {instancePath:instancePath+"/dockerfile",schemaPath:"#/properties/dockerfile/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.dockerfile_inline !== undefined){
if(typeof data.dockerfile_inline !== "string"){
const err4 = {instancePath:instancePath+"/dockerfile_inline",schemaPath:"#/properties/dockerfile_inline/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.args !== undefined){
if(!(validate61(data.args, {instancePath:instancePath+"/args",parentData:data,parentDataProperty:"args",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
if(data.additional_contexts !== undefined){
if(!(validate61(data.additional_contexts, {instancePath:instancePath+"/additional_contexts",parentData:data,parentDataProperty:"additional_contexts",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
if(data.cache_from !== undefined){
if(!(validate77(data.cache_from, {instancePath:instancePath+"/cache_from",parentData:data,parentDataProperty:"cache_from",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.cache_to !== undefined){
if(!(validate77(data.cache_to, {instancePath:instancePath+"/cache_to",parentData:data,parentDataProperty:"cache_to",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.entitlements !== undefined){
if(!(validate77(data.entitlements, {instancePath:instancePath+"/entitlements",parentData:data,parentDataProperty:"entitlements",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.extra_hosts !== undefined){
if(!(validate81(data.extra_hosts, {instancePath:instancePath+"/extra_hosts",parentData:data,parentDataProperty:"extra_hosts",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data.isolation !== undefined){
if(typeof data.isolation !== "string"){
const err5 = {instancePath:instancePath+"/isolation",schemaPath:"#/properties/isolation/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.labels !== undefined){
if(!(validate61(data.labels, {instancePath:instancePath+"/labels",parentData:data,parentDataProperty:"labels",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
if(data.network !== undefined){
if(typeof data.network !== "string"){
const err6 = {instancePath:instancePath+"/network",schemaPath:"#/properties/network/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.no_cache !== undefined){
if(!(validate63(data.no_cache, {instancePath:instancePath+"/no_cache",parentData:data,parentDataProperty:"no_cache",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.no_cache_filter !== undefined){
if(!(validate54(data.no_cache_filter, {instancePath:instancePath+"/no_cache_filter",parentData:data,parentDataProperty:"no_cache_filter",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
if(data.platforms !== undefined){
if(!(validate77(data.platforms, {instancePath:instancePath+"/platforms",parentData:data,parentDataProperty:"platforms",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.privileged !== undefined){
if(!(validate63(data.privileged, {instancePath:instancePath+"/privileged",parentData:data,parentDataProperty:"privileged",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.provenance !== undefined){
let data16 = data.provenance;
if((typeof data16 !== "string") && (typeof data16 !== "boolean")){
const err7 = {instancePath:instancePath+"/provenance",schemaPath:"#/properties/provenance/type",keyword:"type",params:{type: schema29.properties.provenance.type}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.pull !== undefined){
if(!(validate63(data.pull, {instancePath:instancePath+"/pull",parentData:data,parentDataProperty:"pull",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.sbom !== undefined){
let data18 = data.sbom;
if((typeof data18 !== "string") && (typeof data18 !== "boolean")){
const err8 = {instancePath:instancePath+"/sbom",schemaPath:"#/properties/sbom/type",keyword:"type",params:{type: schema29.properties.sbom.type}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.secrets !== undefined){
let data19 = data.secrets;
if(Array.isArray(data19)){
const len0 = data19.length;
for(let i0=0; i0<len0; i0++){
if(!(validate89(data19[i0], {instancePath:instancePath+"/secrets/" + i0,parentData:data19,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate89.errors : vErrors.concat(validate89.errors);
errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.shm_size !== undefined){
if(!(validate68(data.shm_size, {instancePath:instancePath+"/shm_size",parentData:data,parentDataProperty:"shm_size",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors);
errors = vErrors.length;
}
}
if(data.ssh !== undefined){
if(!(validate61(data.ssh, {instancePath:instancePath+"/ssh",parentData:data,parentDataProperty:"ssh",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
if(data.tags !== undefined){
if(!(validate77(data.tags, {instancePath:instancePath+"/tags",parentData:data,parentDataProperty:"tags",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.target !== undefined){
if(typeof data.target !== "string"){
const err10 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.ulimits !== undefined){
if(!(validate94(data.ulimits, {instancePath:instancePath+"/ulimits",parentData:data,parentDataProperty:"ulimits",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate94.errors : vErrors.concat(validate94.errors);
errors = vErrors.length;
}
}
}
validate74.errors = vErrors;
return errors === 0;
}
validate74.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema34 = {"type":["null","string","array"],"items":{"type":"string"}};

function validate99(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate99.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(((data !== null) && (typeof data !== "string")) && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema34.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(typeof data[i0] !== "string"){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
validate99.errors = vErrors;
return errors === 0;
}
validate99.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema35 = {"type":["string","object"],"properties":{"source":{"type":"string"},"target":{"type":"string"},"uid":{"type":"string"},"gid":{"type":"string"},"mode":{"type":["integer","string"],"pattern":"^[0-7]+$"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate101(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate101.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema35.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "source") || (key0 === "target")) || (key0 === "uid")) || (key0 === "gid")) || (key0 === "mode")) || (pattern3.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.source !== undefined){
if(typeof data.source !== "string"){
const err2 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.target !== undefined){
if(typeof data.target !== "string"){
const err3 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.uid !== undefined){
if(typeof data.uid !== "string"){
const err4 = {instancePath:instancePath+"/uid",schemaPath:"#/properties/uid/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.gid !== undefined){
if(typeof data.gid !== "string"){
const err5 = {instancePath:instancePath+"/gid",schemaPath:"#/properties/gid/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.mode !== undefined){
let data4 = data.mode;
if((!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))) && (typeof data4 !== "string")){
const err6 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: schema35.properties.mode.type}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data4 === "string"){
if(!pattern16.test(data4)){
const err7 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/pattern",keyword:"pattern",params:{pattern: "^[0-7]+$"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
validate101.errors = vErrors;
return errors === 0;
}
validate101.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema36 = {"type":["object","null"],"properties":{"mode":{"type":"string"},"replicas":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"endpoint_mode":{"type":"string"},"labels":{"$ref":"#/$defs/pairs"},"update_config":{"type":"object","properties":{"parallelism":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"delay":{"$ref":"#/$defs/duration"},"failure_action":{"type":"string"},"monitor":{"$ref":"#/$defs/duration"},"max_failure_ratio":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"order":{"type":"string","enum":["start-first","stop-first"]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"rollback_config":{"type":"object","properties":{"parallelism":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"delay":{"$ref":"#/$defs/duration"},"failure_action":{"type":"string"},"monitor":{"$ref":"#/$defs/duration"},"max_failure_ratio":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"order":{"type":"string","enum":["start-first","stop-first"]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"resources":{"type":"object","properties":{"limits":{"type":"object","properties":{"cpus":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"memory":{"$ref":"#/$defs/sizeText"},"pids":{"type":["integer","string"],"pattern":"^[+-]?[0-9]+$","minimum":-1}},"patternProperties":{"^x-":{}},"additionalProperties":false},"reservations":{"type":"object","properties":{"cpus":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"},"memory":{"$ref":"#/$defs/sizeText"},"devices":{"type":"array","items":{"type":"object","required":["capabilities"],"properties":{"capabilities":{"$ref":"#/$defs/texts"},"count":{"$ref":"#/$defs/deviceCount"},"device_ids":{"$ref":"#/$defs/texts"},"driver":{"type":"string"},"options":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"generic_resources":{"type":"array","items":{"type":"object","properties":{"discrete_resource_spec":{"type":"object","properties":{"kind":{"type":"string"},"value":{"type":["number","string"],"pattern":"^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false}}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false},"restart_policy":{"type":"object","properties":{"condition":{"type":"string"},"delay":{"$ref":"#/$defs/duration"},"max_attempts":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0},"window":{"$ref":"#/$defs/duration"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"placement":{"type":"object","properties":{"constraints":{"$ref":"#/$defs/texts"},"preferences":{"type":"array","items":{"type":"object","properties":{"spread":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"max_replicas_per_node":{"type":["integer","string"],"pattern":"^[+]?[0-9]+$","minimum":0}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema37 = {"type":"string","pattern":"^[-+]?(?:0|(?:(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+)$"};
const pattern38 = new RegExp("^[-+]?(?:0|(?:(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+)$", "u");

function validate107(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate107.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern38.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[-+]?(?:0|(?:(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+)$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate107.errors = vErrors;
return errors === 0;
}
validate107.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema38 = {"type":"string","pattern":"^(?:-1|(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)? ?(?:[kKmMgGtTpP](?:[iI]?[bB])?|[bB])?)$"};

function validate112(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate112.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern13.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^(?:-1|(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)? ?(?:[kKmMgGtTpP](?:[iI]?[bB])?|[bB])?)$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate112.errors = vErrors;
return errors === 0;
}
validate112.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema39 = {"type":["integer","string"],"pattern":"^(?:all|-?[0-9]+)$"};
const pattern51 = new RegExp("^(?:all|-?[0-9]+)$", "u");

function validate116(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate116.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!((typeof data == "number") && (!(data % 1) && !isNaN(data)))) && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema39.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern51.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^(?:all|-?[0-9]+)$"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
validate116.errors = vErrors;
return errors === 0;
}
validate116.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate105(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate105.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema36.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func1.call(schema36.properties, key0)) || (pattern3.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.mode !== undefined){
if(typeof data.mode !== "string"){
const err2 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.replicas !== undefined){
let data1 = data.replicas;
if((!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))) && (typeof data1 !== "string")){
const err3 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/type",keyword:"type",params:{type: schema36.properties.replicas.type}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 == "number"){
if(data1 < 0 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(typeof data1 === "string"){
if(!pattern9.test(data1)){
const err5 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/pattern",keyword:"pattern",params:{pattern: "^[+]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.endpoint_mode !== undefined){
if(typeof data.endpoint_mode !== "string"){
const err6 = {instancePath:instancePath+"/endpoint_mode",schemaPath:"#/properties/endpoint_mode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.labels !== undefined){
if(!(validate61(data.labels, {instancePath:instancePath+"/labels",parentData:data,parentDataProperty:"labels",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
if(data.update_config !== undefined){
let data4 = data.update_config;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!(((((((key1 === "parallelism") || (key1 === "delay")) || (key1 === "failure_action")) || (key1 === "monitor")) || (key1 === "max_failure_ratio")) || (key1 === "order")) || (pattern3.test(key1)))){
const err7 = {instancePath:instancePath+"/update_config",schemaPath:"#/properties/update_config/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data4.parallelism !== undefined){
let data5 = data4.parallelism;
if((!((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5)))) && (typeof data5 !== "string")){
const err8 = {instancePath:instancePath+"/update_config/parallelism",schemaPath:"#/properties/update_config/properties/parallelism/type",keyword:"type",params:{type: schema36.properties.update_config.properties.parallelism.type}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(typeof data5 == "number"){
if(data5 < 0 || isNaN(data5)){
const err9 = {instancePath:instancePath+"/update_config/parallelism",schemaPath:"#/properties/update_config/properties/parallelism/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(typeof data5 === "string"){
if(!pattern9.test(data5)){
const err10 = {instancePath:instancePath+"/update_config/parallelism",schemaPath:"#/properties/update_config/properties/parallelism/pattern",keyword:"pattern",params:{pattern: "^[+]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data4.delay !== undefined){
if(!(validate107(data4.delay, {instancePath:instancePath+"/update_config/delay",parentData:data4,parentDataProperty:"delay",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data4.failure_action !== undefined){
if(typeof data4.failure_action !== "string"){
const err11 = {instancePath:instancePath+"/update_config/failure_action",schemaPath:"#/properties/update_config/properties/failure_action/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data4.monitor !== undefined){
if(!(validate107(data4.monitor, {instancePath:instancePath+"/update_config/monitor",parentData:data4,parentDataProperty:"monitor",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data4.max_failure_ratio !== undefined){
let data9 = data4.max_failure_ratio;
if((!(typeof data9 == "number")) && (typeof data9 !== "string")){
const err12 = {instancePath:instancePath+"/update_config/max_failure_ratio",schemaPath:"#/properties/update_config/properties/max_failure_ratio/type",keyword:"type",params:{type: schema36.properties.update_config.properties.max_failure_ratio.type}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(typeof data9 === "string"){
if(!pattern26.test(data9)){
const err13 = {instancePath:instancePath+"/update_config/max_failure_ratio",schemaPath:"#/properties/update_config/properties/max_failure_ratio/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data4.order !== undefined){
let data10 = data4.order;
if(typeof data10 !== "string"){
const err14 = {instancePath:instancePath+"/update_config/order",schemaPath:"#/properties/update_config/properties/order/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!((data10 === "start-first") || (data10 === "stop-first"))){
const err15 = {instancePath:instancePath+"/update_config/order",schemaPath:"#/properties/update_config/properties/order/enum",keyword:"enum",params:{allowedValues: schema36.properties.update_config.properties.order.enum}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/update_config",schemaPath:"#/properties/update_config/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.rollback_config !== undefined){
let data11 = data.rollback_config;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key2 in data11){
if(!(((((((key2 === "parallelism") || (key2 === "delay")) || (key2 === "failure_action")) || (key2 === "monitor")) || (key2 === "max_failure_ratio")) || (key2 === "order")) || (pattern3.test(key2)))){
const err17 = {instancePath:instancePath+"/rollback_config",schemaPath:"#/properties/rollback_config/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data11.parallelism !== undefined){
let data12 = data11.parallelism;
if((!((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12)))) && (typeof data12 !== "string")){
const err18 = {instancePath:instancePath+"/rollback_config/parallelism",schemaPath:"#/properties/rollback_config/properties/parallelism/type",keyword:"type",params:{type: schema36.properties.rollback_config.properties.parallelism.type}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(typeof data12 == "number"){
if(data12 < 0 || isNaN(data12)){
const err19 = {instancePath:instancePath+"/rollback_config/parallelism",schemaPath:"#/properties/rollback_config/properties/parallelism/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(typeof data12 === "string"){
if(!pattern9.test(data12)){
const err20 = {instancePath:instancePath+"/rollback_config/parallelism",schemaPath:"#/properties/rollback_config/properties/parallelism/pattern",keyword:"pattern",params:{pattern: "^[+]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data11.delay !== undefined){
if(!(validate107(data11.delay, {instancePath:instancePath+"/rollback_config/delay",parentData:data11,parentDataProperty:"delay",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data11.failure_action !== undefined){
if(typeof data11.failure_action !== "string"){
const err21 = {instancePath:instancePath+"/rollback_config/failure_action",schemaPath:"#/properties/rollback_config/properties/failure_action/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data11.monitor !== undefined){
if(!(validate107(data11.monitor, {instancePath:instancePath+"/rollback_config/monitor",parentData:data11,parentDataProperty:"monitor",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data11.max_failure_ratio !== undefined){
let data16 = data11.max_failure_ratio;
if((!(typeof data16 == "number")) && (typeof data16 !== "string")){
const err22 = {instancePath:instancePath+"/rollback_config/max_failure_ratio",schemaPath:"#/properties/rollback_config/properties/max_failure_ratio/type",keyword:"type",params:{type: schema36.properties.rollback_config.properties.max_failure_ratio.type}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(typeof data16 === "string"){
if(!pattern26.test(data16)){
const err23 = {instancePath:instancePath+"/rollback_config/max_failure_ratio",schemaPath:"#/properties/rollback_config/properties/max_failure_ratio/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data11.order !== undefined){
let data17 = data11.order;
if(typeof data17 !== "string"){
const err24 = {instancePath:instancePath+"/rollback_config/order",schemaPath:"#/properties/rollback_config/properties/order/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(!((data17 === "start-first") || (data17 === "stop-first"))){
const err25 = {instancePath:instancePath+"/rollback_config/order",schemaPath:"#/properties/rollback_config/properties/order/enum",keyword:"enum",params:{allowedValues: schema36.properties.rollback_config.properties.order.enum}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/rollback_config",schemaPath:"#/properties/rollback_config/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.resources !== undefined){
let data18 = data.resources;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key3 in data18){
if(!(((key3 === "limits") || (key3 === "reservations")) || (pattern3.test(key3)))){
const err27 = {instancePath:instancePath+"/resources",schemaPath:"#/properties/resources/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data18.limits !== undefined){
let data19 = data18.limits;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key4 in data19){
if(!((((key4 === "cpus") || (key4 === "memory")) || (key4 === "pids")) || (pattern3.test(key4)))){
const err28 = {instancePath:instancePath+"/resources/limits",schemaPath:"#/properties/resources/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data19.cpus !== undefined){
let data20 = data19.cpus;
if((!(typeof data20 == "number")) && (typeof data20 !== "string")){
const err29 = {instancePath:instancePath+"/resources/limits/cpus",schemaPath:"#/properties/resources/properties/limits/properties/cpus/type",keyword:"type",params:{type: schema36.properties.resources.properties.limits.properties.cpus.type}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(typeof data20 === "string"){
if(!pattern26.test(data20)){
const err30 = {instancePath:instancePath+"/resources/limits/cpus",schemaPath:"#/properties/resources/properties/limits/properties/cpus/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data19.memory !== undefined){
if(!(validate112(data19.memory, {instancePath:instancePath+"/resources/limits/memory",parentData:data19,parentDataProperty:"memory",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors);
errors = vErrors.length;
}
}
if(data19.pids !== undefined){
let data22 = data19.pids;
if((!((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22)))) && (typeof data22 !== "string")){
const err31 = {instancePath:instancePath+"/resources/limits/pids",schemaPath:"#/properties/resources/properties/limits/properties/pids/type",keyword:"type",params:{type: schema36.properties.resources.properties.limits.properties.pids.type}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(typeof data22 == "number"){
if(data22 < -1 || isNaN(data22)){
const err32 = {instancePath:instancePath+"/resources/limits/pids",schemaPath:"#/properties/resources/properties/limits/properties/pids/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(typeof data22 === "string"){
if(!pattern17.test(data22)){
const err33 = {instancePath:instancePath+"/resources/limits/pids",schemaPath:"#/properties/resources/properties/limits/properties/pids/pattern",keyword:"pattern",params:{pattern: "^[+-]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
}
else {
const err34 = {instancePath:instancePath+"/resources/limits",schemaPath:"#/properties/resources/properties/limits/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data18.reservations !== undefined){
let data23 = data18.reservations;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key5 in data23){
if(!(((((key5 === "cpus") || (key5 === "memory")) || (key5 === "devices")) || (key5 === "generic_resources")) || (pattern3.test(key5)))){
const err35 = {instancePath:instancePath+"/resources/reservations",schemaPath:"#/properties/resources/properties/reservations/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data23.cpus !== undefined){
let data24 = data23.cpus;
if((!(typeof data24 == "number")) && (typeof data24 !== "string")){
const err36 = {instancePath:instancePath+"/resources/reservations/cpus",schemaPath:"#/properties/resources/properties/reservations/properties/cpus/type",keyword:"type",params:{type: schema36.properties.resources.properties.reservations.properties.cpus.type}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(typeof data24 === "string"){
if(!pattern26.test(data24)){
const err37 = {instancePath:instancePath+"/resources/reservations/cpus",schemaPath:"#/properties/resources/properties/reservations/properties/cpus/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
if(data23.memory !== undefined){
if(!(validate112(data23.memory, {instancePath:instancePath+"/resources/reservations/memory",parentData:data23,parentDataProperty:"memory",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors);
errors = vErrors.length;
}
}
if(data23.devices !== undefined){
let data26 = data23.devices;
if(Array.isArray(data26)){
const len0 = data26.length;
for(let i0=0; i0<len0; i0++){
let data27 = data26[i0];
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.capabilities === undefined){
const err38 = {instancePath:instancePath+"/resources/reservations/devices/" + i0,schemaPath:"#/properties/resources/properties/reservations/properties/devices/items/required",keyword:"required",params:{missingProperty: "capabilities"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
for(const key6 in data27){
if(!((((((key6 === "capabilities") || (key6 === "count")) || (key6 === "device_ids")) || (key6 === "driver")) || (key6 === "options")) || (pattern3.test(key6)))){
const err39 = {instancePath:instancePath+"/resources/reservations/devices/" + i0,schemaPath:"#/properties/resources/properties/reservations/properties/devices/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data27.capabilities !== undefined){
if(!(validate77(data27.capabilities, {instancePath:instancePath+"/resources/reservations/devices/" + i0+"/capabilities",parentData:data27,parentDataProperty:"capabilities",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data27.count !== undefined){
if(!(validate116(data27.count, {instancePath:instancePath+"/resources/reservations/devices/" + i0+"/count",parentData:data27,parentDataProperty:"count",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
errors = vErrors.length;
}
}
if(data27.device_ids !== undefined){
if(!(validate77(data27.device_ids, {instancePath:instancePath+"/resources/reservations/devices/" + i0+"/device_ids",parentData:data27,parentDataProperty:"device_ids",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data27.driver !== undefined){
if(typeof data27.driver !== "string"){
const err40 = {instancePath:instancePath+"/resources/reservations/devices/" + i0+"/driver",schemaPath:"#/properties/resources/properties/reservations/properties/devices/items/properties/driver/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data27.options !== undefined){
if(!(validate61(data27.options, {instancePath:instancePath+"/resources/reservations/devices/" + i0+"/options",parentData:data27,parentDataProperty:"options",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
}
else {
const err41 = {instancePath:instancePath+"/resources/reservations/devices/" + i0,schemaPath:"#/properties/resources/properties/reservations/properties/devices/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/resources/reservations/devices",schemaPath:"#/properties/resources/properties/reservations/properties/devices/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data23.generic_resources !== undefined){
let data33 = data23.generic_resources;
if(Array.isArray(data33)){
const len1 = data33.length;
for(let i1=0; i1<len1; i1++){
let data34 = data33[i1];
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key7 in data34){
if(!((key7 === "discrete_resource_spec") || (pattern3.test(key7)))){
const err43 = {instancePath:instancePath+"/resources/reservations/generic_resources/" + i1,schemaPath:"#/properties/resources/properties/reservations/properties/generic_resources/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data34.discrete_resource_spec !== undefined){
let data35 = data34.discrete_resource_spec;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
for(const key8 in data35){
if(!(((key8 === "kind") || (key8 === "value")) || (pattern3.test(key8)))){
const err44 = {instancePath:instancePath+"/resources/reservations/generic_resources/" + i1+"/discrete_resource_spec",schemaPath:"#/properties/resources/properties/reservations/properties/generic_resources/items/properties/discrete_resource_spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data35.kind !== undefined){
if(typeof data35.kind !== "string"){
const err45 = {instancePath:instancePath+"/resources/reservations/generic_resources/" + i1+"/discrete_resource_spec/kind",schemaPath:"#/properties/resources/properties/reservations/properties/generic_resources/items/properties/discrete_resource_spec/properties/kind/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data35.value !== undefined){
let data37 = data35.value;
if((!(typeof data37 == "number")) && (typeof data37 !== "string")){
const err46 = {instancePath:instancePath+"/resources/reservations/generic_resources/" + i1+"/discrete_resource_spec/value",schemaPath:"#/properties/resources/properties/reservations/properties/generic_resources/items/properties/discrete_resource_spec/properties/value/type",keyword:"type",params:{type: schema36.properties.resources.properties.reservations.properties.generic_resources.items.properties.discrete_resource_spec.properties.value.type}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(typeof data37 === "string"){
if(!pattern26.test(data37)){
const err47 = {instancePath:instancePath+"/resources/reservations/generic_resources/" + i1+"/discrete_resource_spec/value",schemaPath:"#/properties/resources/properties/reservations/properties/generic_resources/items/properties/discrete_resource_spec/properties/value/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
}
else {
const err48 = {instancePath:instancePath+"/resources/reservations/generic_resources/" + i1+"/discrete_resource_spec",schemaPath:"#/properties/resources/properties/reservations/properties/generic_resources/items/properties/discrete_resource_spec/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/resources/reservations/generic_resources/" + i1,schemaPath:"#/properties/resources/properties/reservations/properties/generic_resources/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/resources/reservations/generic_resources",schemaPath:"#/properties/resources/properties/reservations/properties/generic_resources/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/resources/reservations",schemaPath:"#/properties/resources/properties/reservations/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath:instancePath+"/resources",schemaPath:"#/properties/resources/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.restart_policy !== undefined){
let data38 = data.restart_policy;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key9 in data38){
if(!(((((key9 === "condition") || (key9 === "delay")) || (key9 === "max_attempts")) || (key9 === "window")) || (pattern3.test(key9)))){
const err53 = {instancePath:instancePath+"/restart_policy",schemaPath:"#/properties/restart_policy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data38.condition !== undefined){
if(typeof data38.condition !== "string"){
const err54 = {instancePath:instancePath+"/restart_policy/condition",schemaPath:"#/properties/restart_policy/properties/condition/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data38.delay !== undefined){
if(!(validate107(data38.delay, {instancePath:instancePath+"/restart_policy/delay",parentData:data38,parentDataProperty:"delay",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data38.max_attempts !== undefined){
let data41 = data38.max_attempts;
if((!((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41)))) && (typeof data41 !== "string")){
const err55 = {instancePath:instancePath+"/restart_policy/max_attempts",schemaPath:"#/properties/restart_policy/properties/max_attempts/type",keyword:"type",params:{type: schema36.properties.restart_policy.properties.max_attempts.type}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(typeof data41 == "number"){
if(data41 < 0 || isNaN(data41)){
const err56 = {instancePath:instancePath+"/restart_policy/max_attempts",schemaPath:"#/properties/restart_policy/properties/max_attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(typeof data41 === "string"){
if(!pattern9.test(data41)){
const err57 = {instancePath:instancePath+"/restart_policy/max_attempts",schemaPath:"#/properties/restart_policy/properties/max_attempts/pattern",keyword:"pattern",params:{pattern: "^[+]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
if(data38.window !== undefined){
if(!(validate107(data38.window, {instancePath:instancePath+"/restart_policy/window",parentData:data38,parentDataProperty:"window",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
}
else {
const err58 = {instancePath:instancePath+"/restart_policy",schemaPath:"#/properties/restart_policy/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data.placement !== undefined){
let data43 = data.placement;
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
for(const key10 in data43){
if(!((((key10 === "constraints") || (key10 === "preferences")) || (key10 === "max_replicas_per_node")) || (pattern3.test(key10)))){
const err59 = {instancePath:instancePath+"/placement",schemaPath:"#/properties/placement/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data43.constraints !== undefined){
if(!(validate77(data43.constraints, {instancePath:instancePath+"/placement/constraints",parentData:data43,parentDataProperty:"constraints",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data43.preferences !== undefined){
let data45 = data43.preferences;
if(Array.isArray(data45)){
const len2 = data45.length;
for(let i2=0; i2<len2; i2++){
let data46 = data45[i2];
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
for(const key11 in data46){
if(!((key11 === "spread") || (pattern3.test(key11)))){
const err60 = {instancePath:instancePath+"/placement/preferences/" + i2,schemaPath:"#/properties/placement/properties/preferences/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data46.spread !== undefined){
if(typeof data46.spread !== "string"){
const err61 = {instancePath:instancePath+"/placement/preferences/" + i2+"/spread",schemaPath:"#/properties/placement/properties/preferences/items/properties/spread/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/placement/preferences/" + i2,schemaPath:"#/properties/placement/properties/preferences/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/placement/preferences",schemaPath:"#/properties/placement/properties/preferences/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data43.max_replicas_per_node !== undefined){
let data48 = data43.max_replicas_per_node;
if((!((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48)))) && (typeof data48 !== "string")){
const err64 = {instancePath:instancePath+"/placement/max_replicas_per_node",schemaPath:"#/properties/placement/properties/max_replicas_per_node/type",keyword:"type",params:{type: schema36.properties.placement.properties.max_replicas_per_node.type}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(typeof data48 == "number"){
if(data48 < 0 || isNaN(data48)){
const err65 = {instancePath:instancePath+"/placement/max_replicas_per_node",schemaPath:"#/properties/placement/properties/max_replicas_per_node/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(typeof data48 === "string"){
if(!pattern9.test(data48)){
const err66 = {instancePath:instancePath+"/placement/max_replicas_per_node",schemaPath:"#/properties/placement/properties/max_replicas_per_node/pattern",keyword:"pattern",params:{pattern: "^[+]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
}
else {
const err67 = {instancePath:instancePath+"/placement",schemaPath:"#/properties/placement/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
validate105.errors = vErrors;
return errors === 0;
}
validate105.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema40 = {"type":["object","null"],"properties":{"watch":{"type":"array","items":{"type":"object","required":["path","action"],"properties":{"path":{"type":"string"},"action":{"type":"string","enum":["rebuild","sync","restart","sync+restart","sync+exec"]},"target":{"type":"string"},"ignore":{"$ref":"#/$defs/textOrTexts"},"include":{"$ref":"#/$defs/textOrTexts"},"exec":{"$ref":"#/$defs/hook"},"initial_sync":{"type":"boolean"}},"patternProperties":{"^x-":{}},"additionalProperties":false}}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema41 = {"type":"object","required":["command"],"properties":{"command":{"$ref":"#/$defs/commandLine"},"user":{"type":"string"},"privileged":{"$ref":"#/$defs/flag"},"working_dir":{"type":"string"},"environment":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate127(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate127.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.command === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "command"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "command") || (key0 === "user")) || (key0 === "privileged")) || (key0 === "working_dir")) || (key0 === "environment")) || (pattern3.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.command !== undefined){
if(!(validate99(data.command, {instancePath:instancePath+"/command",parentData:data,parentDataProperty:"command",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
errors = vErrors.length;
}
}
if(data.user !== undefined){
if(typeof data.user !== "string"){
const err2 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.privileged !== undefined){
if(!(validate63(data.privileged, {instancePath:instancePath+"/privileged",parentData:data,parentDataProperty:"privileged",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.working_dir !== undefined){
if(typeof data.working_dir !== "string"){
const err3 = {instancePath:instancePath+"/working_dir",schemaPath:"#/properties/working_dir/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.environment !== undefined){
if(!(validate61(data.environment, {instancePath:instancePath+"/environment",parentData:data,parentDataProperty:"environment",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate127.errors = vErrors;
return errors === 0;
}
validate127.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate124(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate124.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema40.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "watch") || (pattern3.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.watch !== undefined){
let data0 = data.watch;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.path === undefined){
const err2 = {instancePath:instancePath+"/watch/" + i0,schemaPath:"#/properties/watch/items/required",keyword:"required",params:{missingProperty: "path"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data1.action === undefined){
const err3 = {instancePath:instancePath+"/watch/" + i0,schemaPath:"#/properties/watch/items/required",keyword:"required",params:{missingProperty: "action"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data1){
if(!((((((((key1 === "path") || (key1 === "action")) || (key1 === "target")) || (key1 === "ignore")) || (key1 === "include")) || (key1 === "exec")) || (key1 === "initial_sync")) || (pattern3.test(key1)))){
const err4 = {instancePath:instancePath+"/watch/" + i0,schemaPath:"#/properties/watch/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.path !== undefined){
if(typeof data1.path !== "string"){
const err5 = {instancePath:instancePath+"/watch/" + i0+"/path",schemaPath:"#/properties/watch/items/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.action !== undefined){
let data3 = data1.action;
if(typeof data3 !== "string"){
const err6 = {instancePath:instancePath+"/watch/" + i0+"/action",schemaPath:"#/properties/watch/items/properties/action/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!(((((data3 === "rebuild") || (data3 === "sync")) || (data3 === "restart")) || (data3 === "sync+restart")) || (data3 === "sync+exec"))){
const err7 = {instancePath:instancePath+"/watch/" + i0+"/action",schemaPath:"#/properties/watch/items/properties/action/enum",keyword:"enum",params:{allowedValues: schema40.properties.watch.items.properties.action.enum}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data1.target !== undefined){
if(typeof data1.target !== "string"){
const err8 = {instancePath:instancePath+"/watch/" + i0+"/target",schemaPath:"#/properties/watch/items/properties/target/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.ignore !== undefined){
if(!(validate54(data1.ignore, {instancePath:instancePath+"/watch/" + i0+"/ignore",parentData:data1,parentDataProperty:"ignore",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
if(data1.include !== undefined){
if(!(validate54(data1.include, {instancePath:instancePath+"/watch/" + i0+"/include",parentData:data1,parentDataProperty:"include",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
if(data1.exec !== undefined){
if(!(validate127(data1.exec, {instancePath:instancePath+"/watch/" + i0+"/exec",parentData:data1,parentDataProperty:"exec",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate127.errors : vErrors.concat(validate127.errors);
errors = vErrors.length;
}
}
if(data1.initial_sync !== undefined){
if(typeof data1.initial_sync !== "boolean"){
const err9 = {instancePath:instancePath+"/watch/" + i0+"/initial_sync",schemaPath:"#/properties/watch/items/properties/initial_sync/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/watch/" + i0,schemaPath:"#/properties/watch/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/watch",schemaPath:"#/properties/watch/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
validate124.errors = vErrors;
return errors === 0;
}
validate124.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"type":"object","properties":{"capabilities":{"$ref":"#/$defs/texts"},"count":{"$ref":"#/$defs/deviceCount"},"device_ids":{"$ref":"#/$defs/texts"},"driver":{"type":"string"},"options":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate142(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate142.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "capabilities") || (key0 === "count")) || (key0 === "device_ids")) || (key0 === "driver")) || (key0 === "options")) || (pattern3.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.capabilities !== undefined){
if(!(validate77(data.capabilities, {instancePath:instancePath+"/capabilities",parentData:data,parentDataProperty:"capabilities",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.count !== undefined){
if(!(validate116(data.count, {instancePath:instancePath+"/count",parentData:data,parentDataProperty:"count",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
errors = vErrors.length;
}
}
if(data.device_ids !== undefined){
if(!(validate77(data.device_ids, {instancePath:instancePath+"/device_ids",parentData:data,parentDataProperty:"device_ids",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.driver !== undefined){
if(typeof data.driver !== "string"){
const err1 = {instancePath:instancePath+"/driver",schemaPath:"#/properties/driver/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.options !== undefined){
if(!(validate61(data.options, {instancePath:instancePath+"/options",parentData:data,parentDataProperty:"options",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate142.errors = vErrors;
return errors === 0;
}
validate142.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema43 = {"type":["integer","string"],"pattern":"^(?:-1|(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)? ?(?:[kKmMgGtTpP](?:[iI]?[bB])?|[bB])?)$"};

function validate160(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate160.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!((typeof data == "number") && (!(data % 1) && !isNaN(data)))) && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema43.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern13.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^(?:-1|(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)? ?(?:[kKmMgGtTpP](?:[iI]?[bB])?|[bB])?)$"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
validate160.errors = vErrors;
return errors === 0;
}
validate160.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema44 = {"type":"object","additionalProperties":{"type":["string","number"]}};

function validate164(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate164.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
let data0 = data[key0];
if((typeof data0 !== "string") && (!(typeof data0 == "number"))){
const err0 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: schema44.additionalProperties.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate164.errors = vErrors;
return errors === 0;
}
validate164.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate60(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate60.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func1.call(schema23.properties, key0)) || (pattern3.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.annotations !== undefined){
if(!(validate61(data.annotations, {instancePath:instancePath+"/annotations",parentData:data,parentDataProperty:"annotations",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
if(data.attach !== undefined){
if(!(validate63(data.attach, {instancePath:instancePath+"/attach",parentData:data,parentDataProperty:"attach",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.blkio_config !== undefined){
let data2 = data.blkio_config;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!(((((((key1 === "weight") || (key1 === "weight_device")) || (key1 === "device_read_bps")) || (key1 === "device_read_iops")) || (key1 === "device_write_bps")) || (key1 === "device_write_iops")) || (pattern3.test(key1)))){
const err1 = {instancePath:instancePath+"/blkio_config",schemaPath:"#/properties/blkio_config/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data2.weight !== undefined){
let data3 = data2.weight;
if((!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))) && (typeof data3 !== "string")){
const err2 = {instancePath:instancePath+"/blkio_config/weight",schemaPath:"#/properties/blkio_config/properties/weight/type",keyword:"type",params:{type: schema23.properties.blkio_config.properties.weight.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(typeof data3 === "string"){
if(!pattern9.test(data3)){
const err3 = {instancePath:instancePath+"/blkio_config/weight",schemaPath:"#/properties/blkio_config/properties/weight/pattern",keyword:"pattern",params:{pattern: "^[+]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data2.weight_device !== undefined){
let data4 = data2.weight_device;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(validate65(data4[i0], {instancePath:instancePath+"/blkio_config/weight_device/" + i0,parentData:data4,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath:instancePath+"/blkio_config/weight_device",schemaPath:"#/properties/blkio_config/properties/weight_device/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data2.device_read_bps !== undefined){
let data6 = data2.device_read_bps;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
if(!(validate67(data6[i1], {instancePath:instancePath+"/blkio_config/device_read_bps/" + i1,parentData:data6,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath:instancePath+"/blkio_config/device_read_bps",schemaPath:"#/properties/blkio_config/properties/device_read_bps/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data2.device_read_iops !== undefined){
let data8 = data2.device_read_iops;
if(Array.isArray(data8)){
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
if(!(validate67(data8[i2], {instancePath:instancePath+"/blkio_config/device_read_iops/" + i2,parentData:data8,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/blkio_config/device_read_iops",schemaPath:"#/properties/blkio_config/properties/device_read_iops/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data2.device_write_bps !== undefined){
let data10 = data2.device_write_bps;
if(Array.isArray(data10)){
const len3 = data10.length;
for(let i3=0; i3<len3; i3++){
if(!(validate67(data10[i3], {instancePath:instancePath+"/blkio_config/device_write_bps/" + i3,parentData:data10,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath:instancePath+"/blkio_config/device_write_bps",schemaPath:"#/properties/blkio_config/properties/device_write_bps/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data2.device_write_iops !== undefined){
let data12 = data2.device_write_iops;
if(Array.isArray(data12)){
const len4 = data12.length;
for(let i4=0; i4<len4; i4++){
if(!(validate67(data12[i4], {instancePath:instancePath+"/blkio_config/device_write_iops/" + i4,parentData:data12,parentDataProperty:i4,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/blkio_config/device_write_iops",schemaPath:"#/properties/blkio_config/properties/device_write_iops/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/blkio_config",schemaPath:"#/properties/blkio_config/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.build !== undefined){
if(!(validate74(data.build, {instancePath:instancePath+"/build",parentData:data,parentDataProperty:"build",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate74.errors : vErrors.concat(validate74.errors);
errors = vErrors.length;
}
}
if(data.cap_add !== undefined){
if(!(validate77(data.cap_add, {instancePath:instancePath+"/cap_add",parentData:data,parentDataProperty:"cap_add",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.cap_drop !== undefined){
if(!(validate77(data.cap_drop, {instancePath:instancePath+"/cap_drop",parentData:data,parentDataProperty:"cap_drop",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.cgroup !== undefined){
let data17 = data.cgroup;
if(typeof data17 !== "string"){
const err10 = {instancePath:instancePath+"/cgroup",schemaPath:"#/properties/cgroup/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!((data17 === "host") || (data17 === "private"))){
const err11 = {instancePath:instancePath+"/cgroup",schemaPath:"#/properties/cgroup/enum",keyword:"enum",params:{allowedValues: schema23.properties.cgroup.enum}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.cgroup_parent !== undefined){
if(typeof data.cgroup_parent !== "string"){
const err12 = {instancePath:instancePath+"/cgroup_parent",schemaPath:"#/properties/cgroup_parent/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.command !== undefined){
if(!(validate99(data.command, {instancePath:instancePath+"/command",parentData:data,parentDataProperty:"command",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
errors = vErrors.length;
}
}
if(data.configs !== undefined){
let data20 = data.configs;
if(Array.isArray(data20)){
const len5 = data20.length;
for(let i5=0; i5<len5; i5++){
if(!(validate101(data20[i5], {instancePath:instancePath+"/configs/" + i5,parentData:data20,parentDataProperty:i5,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate101.errors : vErrors.concat(validate101.errors);
errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath:instancePath+"/configs",schemaPath:"#/properties/configs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.container_name !== undefined){
let data22 = data.container_name;
if(typeof data22 === "string"){
if(!pattern23.test(data22)){
const err14 = {instancePath:instancePath+"/container_name",schemaPath:"#/properties/container_name/pattern",keyword:"pattern",params:{pattern: "^/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/container_name",schemaPath:"#/properties/container_name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.cpu_count !== undefined){
let data23 = data.cpu_count;
if((!((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23)))) && (typeof data23 !== "string")){
const err16 = {instancePath:instancePath+"/cpu_count",schemaPath:"#/properties/cpu_count/type",keyword:"type",params:{type: schema23.properties.cpu_count.type}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(typeof data23 == "number"){
if(data23 < 0 || isNaN(data23)){
const err17 = {instancePath:instancePath+"/cpu_count",schemaPath:"#/properties/cpu_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(typeof data23 === "string"){
if(!pattern9.test(data23)){
const err18 = {instancePath:instancePath+"/cpu_count",schemaPath:"#/properties/cpu_count/pattern",keyword:"pattern",params:{pattern: "^[+]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.cpu_percent !== undefined){
let data24 = data.cpu_percent;
if((!((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24)))) && (typeof data24 !== "string")){
const err19 = {instancePath:instancePath+"/cpu_percent",schemaPath:"#/properties/cpu_percent/type",keyword:"type",params:{type: schema23.properties.cpu_percent.type}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(typeof data24 == "number"){
if(data24 > 100 || isNaN(data24)){
const err20 = {instancePath:instancePath+"/cpu_percent",schemaPath:"#/properties/cpu_percent/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data24 < 0 || isNaN(data24)){
const err21 = {instancePath:instancePath+"/cpu_percent",schemaPath:"#/properties/cpu_percent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(typeof data24 === "string"){
if(!pattern9.test(data24)){
const err22 = {instancePath:instancePath+"/cpu_percent",schemaPath:"#/properties/cpu_percent/pattern",keyword:"pattern",params:{pattern: "^[+]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data.cpu_period !== undefined){
let data25 = data.cpu_period;
if((!(typeof data25 == "number")) && (typeof data25 !== "string")){
const err23 = {instancePath:instancePath+"/cpu_period",schemaPath:"#/properties/cpu_period/type",keyword:"type",params:{type: schema23.properties.cpu_period.type}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(typeof data25 === "string"){
if(!pattern26.test(data25)){
const err24 = {instancePath:instancePath+"/cpu_period",schemaPath:"#/properties/cpu_period/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data.cpu_quota !== undefined){
let data26 = data.cpu_quota;
if((!(typeof data26 == "number")) && (typeof data26 !== "string")){
const err25 = {instancePath:instancePath+"/cpu_quota",schemaPath:"#/properties/cpu_quota/type",keyword:"type",params:{type: schema23.properties.cpu_quota.type}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(typeof data26 === "string"){
if(!pattern26.test(data26)){
const err26 = {instancePath:instancePath+"/cpu_quota",schemaPath:"#/properties/cpu_quota/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
if(data.cpu_rt_period !== undefined){
let data27 = data.cpu_rt_period;
if((!(typeof data27 == "number")) && (typeof data27 !== "string")){
const err27 = {instancePath:instancePath+"/cpu_rt_period",schemaPath:"#/properties/cpu_rt_period/type",keyword:"type",params:{type: schema23.properties.cpu_rt_period.type}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(typeof data27 === "string"){
if(!pattern26.test(data27)){
const err28 = {instancePath:instancePath+"/cpu_rt_period",schemaPath:"#/properties/cpu_rt_period/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data.cpu_rt_runtime !== undefined){
let data28 = data.cpu_rt_runtime;
if((!(typeof data28 == "number")) && (typeof data28 !== "string")){
const err29 = {instancePath:instancePath+"/cpu_rt_runtime",schemaPath:"#/properties/cpu_rt_runtime/type",keyword:"type",params:{type: schema23.properties.cpu_rt_runtime.type}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(typeof data28 === "string"){
if(!pattern26.test(data28)){
const err30 = {instancePath:instancePath+"/cpu_rt_runtime",schemaPath:"#/properties/cpu_rt_runtime/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data.cpu_shares !== undefined){
let data29 = data.cpu_shares;
if((!(typeof data29 == "number")) && (typeof data29 !== "string")){
const err31 = {instancePath:instancePath+"/cpu_shares",schemaPath:"#/properties/cpu_shares/type",keyword:"type",params:{type: schema23.properties.cpu_shares.type}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(typeof data29 === "string"){
if(!pattern26.test(data29)){
const err32 = {instancePath:instancePath+"/cpu_shares",schemaPath:"#/properties/cpu_shares/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
if(data.cpus !== undefined){
let data30 = data.cpus;
if((!(typeof data30 == "number")) && (typeof data30 !== "string")){
const err33 = {instancePath:instancePath+"/cpus",schemaPath:"#/properties/cpus/type",keyword:"type",params:{type: schema23.properties.cpus.type}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(typeof data30 === "string"){
if(!pattern26.test(data30)){
const err34 = {instancePath:instancePath+"/cpus",schemaPath:"#/properties/cpus/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
if(data.cpuset !== undefined){
if(typeof data.cpuset !== "string"){
const err35 = {instancePath:instancePath+"/cpuset",schemaPath:"#/properties/cpuset/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.credential_spec !== undefined){
let data32 = data.credential_spec;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
for(const key2 in data32){
if(!((((key2 === "config") || (key2 === "file")) || (key2 === "registry")) || (pattern3.test(key2)))){
const err36 = {instancePath:instancePath+"/credential_spec",schemaPath:"#/properties/credential_spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data32.config !== undefined){
if(typeof data32.config !== "string"){
const err37 = {instancePath:instancePath+"/credential_spec/config",schemaPath:"#/properties/credential_spec/properties/config/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data32.file !== undefined){
if(typeof data32.file !== "string"){
const err38 = {instancePath:instancePath+"/credential_spec/file",schemaPath:"#/properties/credential_spec/properties/file/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data32.registry !== undefined){
if(typeof data32.registry !== "string"){
const err39 = {instancePath:instancePath+"/credential_spec/registry",schemaPath:"#/properties/credential_spec/properties/registry/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/credential_spec",schemaPath:"#/properties/credential_spec/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.depends_on !== undefined){
let data36 = data.depends_on;
if(!data36 || typeof data36 != "object"){
const err41 = {instancePath:instancePath+"/depends_on",schemaPath:"#/properties/depends_on/type",keyword:"type",params:{type: schema23.properties.depends_on.type}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(Array.isArray(data36)){
const len6 = data36.length;
for(let i6=0; i6<len6; i6++){
if(typeof data36[i6] !== "string"){
const err42 = {instancePath:instancePath+"/depends_on/" + i6,schemaPath:"#/properties/depends_on/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
for(const key3 in data36){
let data38 = data36[key3];
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
if(data38.condition === undefined){
const err43 = {instancePath:instancePath+"/depends_on/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/depends_on/additionalProperties/required",keyword:"required",params:{missingProperty: "condition"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
for(const key4 in data38){
if(!((((key4 === "condition") || (key4 === "restart")) || (key4 === "required")) || (pattern3.test(key4)))){
const err44 = {instancePath:instancePath+"/depends_on/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/depends_on/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data38.condition !== undefined){
let data39 = data38.condition;
if(typeof data39 !== "string"){
const err45 = {instancePath:instancePath+"/depends_on/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/condition",schemaPath:"#/properties/depends_on/additionalProperties/properties/condition/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(!(((data39 === "service_started") || (data39 === "service_healthy")) || (data39 === "service_completed_successfully"))){
const err46 = {instancePath:instancePath+"/depends_on/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/condition",schemaPath:"#/properties/depends_on/additionalProperties/properties/condition/enum",keyword:"enum",params:{allowedValues: schema23.properties.depends_on.additionalProperties.properties.condition.enum}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data38.restart !== undefined){
if(!(validate63(data38.restart, {instancePath:instancePath+"/depends_on/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/restart",parentData:data38,parentDataProperty:"restart",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data38.required !== undefined){
if(!(validate63(data38.required, {instancePath:instancePath+"/depends_on/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/required",parentData:data38,parentDataProperty:"required",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
}
else {
const err47 = {instancePath:instancePath+"/depends_on/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/depends_on/additionalProperties/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
}
if(data.deploy !== undefined){
if(!(validate105(data.deploy, {instancePath:instancePath+"/deploy",parentData:data,parentDataProperty:"deploy",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate105.errors : vErrors.concat(validate105.errors);
errors = vErrors.length;
}
}
if(data.develop !== undefined){
if(!(validate124(data.develop, {instancePath:instancePath+"/develop",parentData:data,parentDataProperty:"develop",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
errors = vErrors.length;
}
}
if(data.device_cgroup_rules !== undefined){
if(!(validate77(data.device_cgroup_rules, {instancePath:instancePath+"/device_cgroup_rules",parentData:data,parentDataProperty:"device_cgroup_rules",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.devices !== undefined){
let data45 = data.devices;
if(Array.isArray(data45)){
const len7 = data45.length;
for(let i7=0; i7<len7; i7++){
let data46 = data45[i7];
if((typeof data46 !== "string") && (!(data46 && typeof data46 == "object" && !Array.isArray(data46)))){
const err48 = {instancePath:instancePath+"/devices/" + i7,schemaPath:"#/properties/devices/items/type",keyword:"type",params:{type: schema23.properties.devices.items.type}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
if(data46.source === undefined){
const err49 = {instancePath:instancePath+"/devices/" + i7,schemaPath:"#/properties/devices/items/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
for(const key5 in data46){
if(!((((key5 === "source") || (key5 === "target")) || (key5 === "permissions")) || (pattern3.test(key5)))){
const err50 = {instancePath:instancePath+"/devices/" + i7,schemaPath:"#/properties/devices/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data46.source !== undefined){
if(typeof data46.source !== "string"){
const err51 = {instancePath:instancePath+"/devices/" + i7+"/source",schemaPath:"#/properties/devices/items/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data46.target !== undefined){
if(typeof data46.target !== "string"){
const err52 = {instancePath:instancePath+"/devices/" + i7+"/target",schemaPath:"#/properties/devices/items/properties/target/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data46.permissions !== undefined){
if(typeof data46.permissions !== "string"){
const err53 = {instancePath:instancePath+"/devices/" + i7+"/permissions",schemaPath:"#/properties/devices/items/properties/permissions/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
}
}
else {
const err54 = {instancePath:instancePath+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.dns !== undefined){
if(!(validate54(data.dns, {instancePath:instancePath+"/dns",parentData:data,parentDataProperty:"dns",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
if(data.dns_opt !== undefined){
if(!(validate77(data.dns_opt, {instancePath:instancePath+"/dns_opt",parentData:data,parentDataProperty:"dns_opt",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.dns_search !== undefined){
if(!(validate54(data.dns_search, {instancePath:instancePath+"/dns_search",parentData:data,parentDataProperty:"dns_search",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
if(data.domainname !== undefined){
if(typeof data.domainname !== "string"){
const err55 = {instancePath:instancePath+"/domainname",schemaPath:"#/properties/domainname/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.entrypoint !== undefined){
if(!(validate99(data.entrypoint, {instancePath:instancePath+"/entrypoint",parentData:data,parentDataProperty:"entrypoint",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
errors = vErrors.length;
}
}
if(data.env_file !== undefined){
let data55 = data.env_file;
if((typeof data55 !== "string") && (!(Array.isArray(data55)))){
const err56 = {instancePath:instancePath+"/env_file",schemaPath:"#/properties/env_file/type",keyword:"type",params:{type: schema23.properties.env_file.type}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(Array.isArray(data55)){
const len8 = data55.length;
for(let i8=0; i8<len8; i8++){
let data56 = data55[i8];
if((typeof data56 !== "string") && (!(data56 && typeof data56 == "object" && !Array.isArray(data56)))){
const err57 = {instancePath:instancePath+"/env_file/" + i8,schemaPath:"#/properties/env_file/items/type",keyword:"type",params:{type: schema23.properties.env_file.items.type}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
if(data56.path === undefined){
const err58 = {instancePath:instancePath+"/env_file/" + i8,schemaPath:"#/properties/env_file/items/required",keyword:"required",params:{missingProperty: "path"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
for(const key6 in data56){
if(!((((key6 === "path") || (key6 === "required")) || (key6 === "format")) || (pattern3.test(key6)))){
const err59 = {instancePath:instancePath+"/env_file/" + i8,schemaPath:"#/properties/env_file/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data56.path !== undefined){
if(typeof data56.path !== "string"){
const err60 = {instancePath:instancePath+"/env_file/" + i8+"/path",schemaPath:"#/properties/env_file/items/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data56.required !== undefined){
if(!(validate63(data56.required, {instancePath:instancePath+"/env_file/" + i8+"/required",parentData:data56,parentDataProperty:"required",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data56.format !== undefined){
if(typeof data56.format !== "string"){
const err61 = {instancePath:instancePath+"/env_file/" + i8+"/format",schemaPath:"#/properties/env_file/items/properties/format/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
}
}
}
if(data.environment !== undefined){
if(!(validate61(data.environment, {instancePath:instancePath+"/environment",parentData:data,parentDataProperty:"environment",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
if(data.expose !== undefined){
let data61 = data.expose;
if(Array.isArray(data61)){
const len9 = data61.length;
for(let i9=0; i9<len9; i9++){
let data62 = data61[i9];
if((typeof data62 !== "string") && (!(typeof data62 == "number"))){
const err62 = {instancePath:instancePath+"/expose/" + i9,schemaPath:"#/properties/expose/items/type",keyword:"type",params:{type: schema23.properties.expose.items.type}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/expose",schemaPath:"#/properties/expose/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.extends !== undefined){
let data63 = data.extends;
if((typeof data63 !== "string") && (!(data63 && typeof data63 == "object" && !Array.isArray(data63)))){
const err64 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/type",keyword:"type",params:{type: schema23.properties.extends.type}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data63 && typeof data63 == "object" && !Array.isArray(data63)){
if(data63.service === undefined){
const err65 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/required",keyword:"required",params:{missingProperty: "service"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
for(const key7 in data63){
if(!(((key7 === "service") || (key7 === "file")) || (pattern3.test(key7)))){
const err66 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data63.service !== undefined){
if(typeof data63.service !== "string"){
const err67 = {instancePath:instancePath+"/extends/service",schemaPath:"#/properties/extends/properties/service/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data63.file !== undefined){
if(typeof data63.file !== "string"){
const err68 = {instancePath:instancePath+"/extends/file",schemaPath:"#/properties/extends/properties/file/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
}
if(data.external_links !== undefined){
if(!(validate77(data.external_links, {instancePath:instancePath+"/external_links",parentData:data,parentDataProperty:"external_links",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.extra_hosts !== undefined){
if(!(validate81(data.extra_hosts, {instancePath:instancePath+"/extra_hosts",parentData:data,parentDataProperty:"extra_hosts",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data.gpus !== undefined){
let data68 = data.gpus;
if((typeof data68 !== "string") && (!(Array.isArray(data68)))){
const err69 = {instancePath:instancePath+"/gpus",schemaPath:"#/properties/gpus/type",keyword:"type",params:{type: schema23.properties.gpus.type}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(typeof data68 === "string"){
if(!pattern66.test(data68)){
const err70 = {instancePath:instancePath+"/gpus",schemaPath:"#/properties/gpus/pattern",keyword:"pattern",params:{pattern: "^all$"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(Array.isArray(data68)){
const len10 = data68.length;
for(let i10=0; i10<len10; i10++){
if(!(validate142(data68[i10], {instancePath:instancePath+"/gpus/" + i10,parentData:data68,parentDataProperty:i10,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
errors = vErrors.length;
}
}
}
}
if(data.group_add !== undefined){
let data70 = data.group_add;
if(Array.isArray(data70)){
const len11 = data70.length;
for(let i11=0; i11<len11; i11++){
let data71 = data70[i11];
if((typeof data71 !== "string") && (!(typeof data71 == "number"))){
const err71 = {instancePath:instancePath+"/group_add/" + i11,schemaPath:"#/properties/group_add/items/type",keyword:"type",params:{type: schema23.properties.group_add.items.type}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
else {
const err72 = {instancePath:instancePath+"/group_add",schemaPath:"#/properties/group_add/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data.healthcheck !== undefined){
let data72 = data.healthcheck;
if(data72 && typeof data72 == "object" && !Array.isArray(data72)){
for(const key8 in data72){
if(!((((((((key8 === "test") || (key8 === "interval")) || (key8 === "timeout")) || (key8 === "retries")) || (key8 === "start_period")) || (key8 === "start_interval")) || (key8 === "disable")) || (pattern3.test(key8)))){
const err73 = {instancePath:instancePath+"/healthcheck",schemaPath:"#/properties/healthcheck/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data72.test !== undefined){
if(!(validate54(data72.test, {instancePath:instancePath+"/healthcheck/test",parentData:data72,parentDataProperty:"test",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
if(data72.interval !== undefined){
if(!(validate107(data72.interval, {instancePath:instancePath+"/healthcheck/interval",parentData:data72,parentDataProperty:"interval",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data72.timeout !== undefined){
if(!(validate107(data72.timeout, {instancePath:instancePath+"/healthcheck/timeout",parentData:data72,parentDataProperty:"timeout",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data72.retries !== undefined){
let data76 = data72.retries;
if((!(typeof data76 == "number")) && (typeof data76 !== "string")){
const err74 = {instancePath:instancePath+"/healthcheck/retries",schemaPath:"#/properties/healthcheck/properties/retries/type",keyword:"type",params:{type: schema23.properties.healthcheck.properties.retries.type}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(typeof data76 == "number"){
if(data76 < 0 || isNaN(data76)){
const err75 = {instancePath:instancePath+"/healthcheck/retries",schemaPath:"#/properties/healthcheck/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(typeof data76 === "string"){
if(!pattern69.test(data76)){
const err76 = {instancePath:instancePath+"/healthcheck/retries",schemaPath:"#/properties/healthcheck/properties/retries/pattern",keyword:"pattern",params:{pattern: "^[+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
if(data72.start_period !== undefined){
if(!(validate107(data72.start_period, {instancePath:instancePath+"/healthcheck/start_period",parentData:data72,parentDataProperty:"start_period",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data72.start_interval !== undefined){
if(!(validate107(data72.start_interval, {instancePath:instancePath+"/healthcheck/start_interval",parentData:data72,parentDataProperty:"start_interval",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data72.disable !== undefined){
if(!(validate63(data72.disable, {instancePath:instancePath+"/healthcheck/disable",parentData:data72,parentDataProperty:"disable",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
}
else {
const err77 = {instancePath:instancePath+"/healthcheck",schemaPath:"#/properties/healthcheck/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data.hostname !== undefined){
if(typeof data.hostname !== "string"){
const err78 = {instancePath:instancePath+"/hostname",schemaPath:"#/properties/hostname/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data.image !== undefined){
if(typeof data.image !== "string"){
const err79 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data.init !== undefined){
if(!(validate63(data.init, {instancePath:instancePath+"/init",parentData:data,parentDataProperty:"init",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.ipc !== undefined){
if(typeof data.ipc !== "string"){
const err80 = {instancePath:instancePath+"/ipc",schemaPath:"#/properties/ipc/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data.isolation !== undefined){
if(typeof data.isolation !== "string"){
const err81 = {instancePath:instancePath+"/isolation",schemaPath:"#/properties/isolation/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data.label_file !== undefined){
if(!(validate54(data.label_file, {instancePath:instancePath+"/label_file",parentData:data,parentDataProperty:"label_file",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
if(data.labels !== undefined){
if(!(validate61(data.labels, {instancePath:instancePath+"/labels",parentData:data,parentDataProperty:"labels",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
if(data.links !== undefined){
if(!(validate77(data.links, {instancePath:instancePath+"/links",parentData:data,parentDataProperty:"links",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.logging !== undefined){
let data88 = data.logging;
if(data88 && typeof data88 == "object" && !Array.isArray(data88)){
for(const key9 in data88){
if(!(((key9 === "driver") || (key9 === "options")) || (pattern3.test(key9)))){
const err82 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data88.driver !== undefined){
if(typeof data88.driver !== "string"){
const err83 = {instancePath:instancePath+"/logging/driver",schemaPath:"#/properties/logging/properties/driver/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data88.options !== undefined){
let data90 = data88.options;
if(data90 && typeof data90 == "object" && !Array.isArray(data90)){
for(const key10 in data90){
let data91 = data90[key10];
if(((typeof data91 !== "string") && (!(typeof data91 == "number"))) && (data91 !== null)){
const err84 = {instancePath:instancePath+"/logging/options/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/logging/properties/options/additionalProperties/type",keyword:"type",params:{type: schema23.properties.logging.properties.options.additionalProperties.type}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath:instancePath+"/logging/options",schemaPath:"#/properties/logging/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
else {
const err86 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data.mac_address !== undefined){
if(typeof data.mac_address !== "string"){
const err87 = {instancePath:instancePath+"/mac_address",schemaPath:"#/properties/mac_address/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data.mem_limit !== undefined){
if(!(validate68(data.mem_limit, {instancePath:instancePath+"/mem_limit",parentData:data,parentDataProperty:"mem_limit",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors);
errors = vErrors.length;
}
}
if(data.mem_reservation !== undefined){
if(!(validate68(data.mem_reservation, {instancePath:instancePath+"/mem_reservation",parentData:data,parentDataProperty:"mem_reservation",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors);
errors = vErrors.length;
}
}
if(data.mem_swappiness !== undefined){
let data95 = data.mem_swappiness;
if((!((typeof data95 == "number") && (!(data95 % 1) && !isNaN(data95)))) && (typeof data95 !== "string")){
const err88 = {instancePath:instancePath+"/mem_swappiness",schemaPath:"#/properties/mem_swappiness/type",keyword:"type",params:{type: schema23.properties.mem_swappiness.type}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if(typeof data95 === "string"){
if(!pattern17.test(data95)){
const err89 = {instancePath:instancePath+"/mem_swappiness",schemaPath:"#/properties/mem_swappiness/pattern",keyword:"pattern",params:{pattern: "^[+-]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
if(data.memswap_limit !== undefined){
if(!(validate160(data.memswap_limit, {instancePath:instancePath+"/memswap_limit",parentData:data,parentDataProperty:"memswap_limit",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate160.errors : vErrors.concat(validate160.errors);
errors = vErrors.length;
}
}
if(data.models !== undefined){
let data97 = data.models;
if(!data97 || typeof data97 != "object"){
const err90 = {instancePath:instancePath+"/models",schemaPath:"#/properties/models/type",keyword:"type",params:{type: schema23.properties.models.type}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if(Array.isArray(data97)){
const len12 = data97.length;
for(let i12=0; i12<len12; i12++){
if(typeof data97[i12] !== "string"){
const err91 = {instancePath:instancePath+"/models/" + i12,schemaPath:"#/properties/models/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
if(data97 && typeof data97 == "object" && !Array.isArray(data97)){
for(const key11 in data97){
let data99 = data97[key11];
if((!(data99 && typeof data99 == "object" && !Array.isArray(data99))) && (data99 !== null)){
const err92 = {instancePath:instancePath+"/models/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/models/additionalProperties/type",keyword:"type",params:{type: schema23.properties.models.additionalProperties.type}};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if(data99 && typeof data99 == "object" && !Array.isArray(data99)){
for(const key12 in data99){
if(!(((key12 === "endpoint_var") || (key12 === "model_var")) || (pattern3.test(key12)))){
const err93 = {instancePath:instancePath+"/models/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/models/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12}};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data99.endpoint_var !== undefined){
if(typeof data99.endpoint_var !== "string"){
const err94 = {instancePath:instancePath+"/models/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/endpoint_var",schemaPath:"#/properties/models/additionalProperties/properties/endpoint_var/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data99.model_var !== undefined){
if(typeof data99.model_var !== "string"){
const err95 = {instancePath:instancePath+"/models/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/model_var",schemaPath:"#/properties/models/additionalProperties/properties/model_var/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
}
}
}
if(data.network_mode !== undefined){
if(typeof data.network_mode !== "string"){
const err96 = {instancePath:instancePath+"/network_mode",schemaPath:"#/properties/network_mode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data.networks !== undefined){
let data103 = data.networks;
if(!data103 || typeof data103 != "object"){
const err97 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/type",keyword:"type",params:{type: schema23.properties.networks.type}};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(Array.isArray(data103)){
const len13 = data103.length;
for(let i13=0; i13<len13; i13++){
if(typeof data103[i13] !== "string"){
const err98 = {instancePath:instancePath+"/networks/" + i13,schemaPath:"#/properties/networks/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
if(data103 && typeof data103 == "object" && !Array.isArray(data103)){
for(const key13 in data103){
let data105 = data103[key13];
if((!(data105 && typeof data105 == "object" && !Array.isArray(data105))) && (data105 !== null)){
const err99 = {instancePath:instancePath+"/networks/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/networks/additionalProperties/type",keyword:"type",params:{type: schema23.properties.networks.additionalProperties.type}};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if(data105 && typeof data105 == "object" && !Array.isArray(data105)){
for(const key14 in data105){
if(!((func1.call(schema23.properties.networks.additionalProperties.properties, key14)) || (pattern3.test(key14)))){
const err100 = {instancePath:instancePath+"/networks/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/networks/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14}};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data105.aliases !== undefined){
if(!(validate77(data105.aliases, {instancePath:instancePath+"/networks/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/aliases",parentData:data105,parentDataProperty:"aliases",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data105.ipv4_address !== undefined){
if(typeof data105.ipv4_address !== "string"){
const err101 = {instancePath:instancePath+"/networks/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/ipv4_address",schemaPath:"#/properties/networks/additionalProperties/properties/ipv4_address/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data105.ipv6_address !== undefined){
if(typeof data105.ipv6_address !== "string"){
const err102 = {instancePath:instancePath+"/networks/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/ipv6_address",schemaPath:"#/properties/networks/additionalProperties/properties/ipv6_address/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data105.link_local_ips !== undefined){
if(!(validate77(data105.link_local_ips, {instancePath:instancePath+"/networks/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/link_local_ips",parentData:data105,parentDataProperty:"link_local_ips",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data105.mac_address !== undefined){
if(typeof data105.mac_address !== "string"){
const err103 = {instancePath:instancePath+"/networks/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/mac_address",schemaPath:"#/properties/networks/additionalProperties/properties/mac_address/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data105.driver_opts !== undefined){
if(!(validate164(data105.driver_opts, {instancePath:instancePath+"/networks/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/driver_opts",parentData:data105,parentDataProperty:"driver_opts",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate164.errors : vErrors.concat(validate164.errors);
errors = vErrors.length;
}
}
if(data105.interface_name !== undefined){
if(typeof data105.interface_name !== "string"){
const err104 = {instancePath:instancePath+"/networks/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/interface_name",schemaPath:"#/properties/networks/additionalProperties/properties/interface_name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data105.gw_priority !== undefined){
if(!(typeof data105.gw_priority == "number")){
const err105 = {instancePath:instancePath+"/networks/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/gw_priority",schemaPath:"#/properties/networks/additionalProperties/properties/gw_priority/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data105.priority !== undefined){
if(!(typeof data105.priority == "number")){
const err106 = {instancePath:instancePath+"/networks/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/priority",schemaPath:"#/properties/networks/additionalProperties/properties/priority/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
}
}
}
}
if(data.oom_kill_disable !== undefined){
if(!(validate63(data.oom_kill_disable, {instancePath:instancePath+"/oom_kill_disable",parentData:data,parentDataProperty:"oom_kill_disable",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.oom_score_adj !== undefined){
let data116 = data.oom_score_adj;
if((!((typeof data116 == "number") && (!(data116 % 1) && !isNaN(data116)))) && (typeof data116 !== "string")){
const err107 = {instancePath:instancePath+"/oom_score_adj",schemaPath:"#/properties/oom_score_adj/type",keyword:"type",params:{type: schema23.properties.oom_score_adj.type}};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if(typeof data116 == "number"){
if(data116 > 1000 || isNaN(data116)){
const err108 = {instancePath:instancePath+"/oom_score_adj",schemaPath:"#/properties/oom_score_adj/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if(data116 < -1000 || isNaN(data116)){
const err109 = {instancePath:instancePath+"/oom_score_adj",schemaPath:"#/properties/oom_score_adj/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1000}};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(typeof data116 === "string"){
if(!pattern17.test(data116)){
const err110 = {instancePath:instancePath+"/oom_score_adj",schemaPath:"#/properties/oom_score_adj/pattern",keyword:"pattern",params:{pattern: "^[+-]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
}
if(data.pid !== undefined){
let data117 = data.pid;
if((typeof data117 !== "string") && (data117 !== null)){
const err111 = {instancePath:instancePath+"/pid",schemaPath:"#/properties/pid/type",keyword:"type",params:{type: schema23.properties.pid.type}};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data.pids_limit !== undefined){
let data118 = data.pids_limit;
if((!(typeof data118 == "number")) && (typeof data118 !== "string")){
const err112 = {instancePath:instancePath+"/pids_limit",schemaPath:"#/properties/pids_limit/type",keyword:"type",params:{type: schema23.properties.pids_limit.type}};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if(typeof data118 === "string"){
if(!pattern26.test(data118)){
const err113 = {instancePath:instancePath+"/pids_limit",schemaPath:"#/properties/pids_limit/pattern",keyword:"pattern",params:{pattern: "^[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"}};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
if(data.platform !== undefined){
if(typeof data.platform !== "string"){
const err114 = {instancePath:instancePath+"/platform",schemaPath:"#/properties/platform/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data.ports !== undefined){
let data120 = data.ports;
if(Array.isArray(data120)){
const len14 = data120.length;
for(let i14=0; i14<len14; i14++){
let data121 = data120[i14];
if(((!(typeof data121 == "number")) && (typeof data121 !== "string")) && (!(data121 && typeof data121 == "object" && !Array.isArray(data121)))){
const err115 = {instancePath:instancePath+"/ports/" + i14,schemaPath:"#/properties/ports/items/type",keyword:"type",params:{type: schema23.properties.ports.items.type}};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
if(data121 && typeof data121 == "object" && !Array.isArray(data121)){
if(data121.target === undefined){
const err116 = {instancePath:instancePath+"/ports/" + i14,schemaPath:"#/properties/ports/items/required",keyword:"required",params:{missingProperty: "target"}};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
for(const key15 in data121){
if(!((((((((key15 === "target") || (key15 === "published")) || (key15 === "host_ip")) || (key15 === "protocol")) || (key15 === "mode")) || (key15 === "name")) || (key15 === "app_protocol")) || (pattern3.test(key15)))){
const err117 = {instancePath:instancePath+"/ports/" + i14,schemaPath:"#/properties/ports/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15}};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
if(data121.target !== undefined){
let data122 = data121.target;
if((!((typeof data122 == "number") && (!(data122 % 1) && !isNaN(data122)))) && (typeof data122 !== "string")){
const err118 = {instancePath:instancePath+"/ports/" + i14+"/target",schemaPath:"#/properties/ports/items/properties/target/type",keyword:"type",params:{type: schema23.properties.ports.items.properties.target.type}};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
if(typeof data122 == "number"){
if(data122 < 0 || isNaN(data122)){
const err119 = {instancePath:instancePath+"/ports/" + i14+"/target",schemaPath:"#/properties/ports/items/properties/target/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
if(typeof data122 === "string"){
if(!pattern9.test(data122)){
const err120 = {instancePath:instancePath+"/ports/" + i14+"/target",schemaPath:"#/properties/ports/items/properties/target/pattern",keyword:"pattern",params:{pattern: "^[+]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
}
if(data121.published !== undefined){
let data123 = data121.published;
if((typeof data123 !== "string") && (!((typeof data123 == "number") && (!(data123 % 1) && !isNaN(data123))))){
const err121 = {instancePath:instancePath+"/ports/" + i14+"/published",schemaPath:"#/properties/ports/items/properties/published/type",keyword:"type",params:{type: schema23.properties.ports.items.properties.published.type}};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if(typeof data123 == "number"){
if(data123 < 0 || isNaN(data123)){
const err122 = {instancePath:instancePath+"/ports/" + i14+"/published",schemaPath:"#/properties/ports/items/properties/published/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
}
if(data121.host_ip !== undefined){
if(typeof data121.host_ip !== "string"){
const err123 = {instancePath:instancePath+"/ports/" + i14+"/host_ip",schemaPath:"#/properties/ports/items/properties/host_ip/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
if(data121.protocol !== undefined){
if(typeof data121.protocol !== "string"){
const err124 = {instancePath:instancePath+"/ports/" + i14+"/protocol",schemaPath:"#/properties/ports/items/properties/protocol/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
if(data121.mode !== undefined){
if(typeof data121.mode !== "string"){
const err125 = {instancePath:instancePath+"/ports/" + i14+"/mode",schemaPath:"#/properties/ports/items/properties/mode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
if(data121.name !== undefined){
if(typeof data121.name !== "string"){
const err126 = {instancePath:instancePath+"/ports/" + i14+"/name",schemaPath:"#/properties/ports/items/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
if(data121.app_protocol !== undefined){
if(typeof data121.app_protocol !== "string"){
const err127 = {instancePath:instancePath+"/ports/" + i14+"/app_protocol",schemaPath:"#/properties/ports/items/properties/app_protocol/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
}
}
}
else {
const err128 = {instancePath:instancePath+"/ports",schemaPath:"#/properties/ports/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
if(data.post_start !== undefined){
let data129 = data.post_start;
if(Array.isArray(data129)){
const len15 = data129.length;
for(let i15=0; i15<len15; i15++){
if(!(validate127(data129[i15], {instancePath:instancePath+"/post_start/" + i15,parentData:data129,parentDataProperty:i15,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate127.errors : vErrors.concat(validate127.errors);
errors = vErrors.length;
}
}
}
else {
const err129 = {instancePath:instancePath+"/post_start",schemaPath:"#/properties/post_start/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
if(data.pre_start !== undefined){
let data131 = data.pre_start;
if(Array.isArray(data131)){
const len16 = data131.length;
for(let i16=0; i16<len16; i16++){
let data132 = data131[i16];
if(data132 && typeof data132 == "object" && !Array.isArray(data132)){
for(const key16 in data132){
if(!((((((((key16 === "image") || (key16 === "command")) || (key16 === "user")) || (key16 === "privileged")) || (key16 === "working_dir")) || (key16 === "environment")) || (key16 === "per_replica")) || (pattern3.test(key16)))){
const err130 = {instancePath:instancePath+"/pre_start/" + i16,schemaPath:"#/properties/pre_start/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16}};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
if(data132.image !== undefined){
if(typeof data132.image !== "string"){
const err131 = {instancePath:instancePath+"/pre_start/" + i16+"/image",schemaPath:"#/properties/pre_start/items/properties/image/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
if(data132.command !== undefined){
if(!(validate99(data132.command, {instancePath:instancePath+"/pre_start/" + i16+"/command",parentData:data132,parentDataProperty:"command",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
errors = vErrors.length;
}
}
if(data132.user !== undefined){
if(typeof data132.user !== "string"){
const err132 = {instancePath:instancePath+"/pre_start/" + i16+"/user",schemaPath:"#/properties/pre_start/items/properties/user/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
if(data132.privileged !== undefined){
if(!(validate63(data132.privileged, {instancePath:instancePath+"/pre_start/" + i16+"/privileged",parentData:data132,parentDataProperty:"privileged",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data132.working_dir !== undefined){
if(typeof data132.working_dir !== "string"){
const err133 = {instancePath:instancePath+"/pre_start/" + i16+"/working_dir",schemaPath:"#/properties/pre_start/items/properties/working_dir/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
if(data132.environment !== undefined){
if(!(validate61(data132.environment, {instancePath:instancePath+"/pre_start/" + i16+"/environment",parentData:data132,parentDataProperty:"environment",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
if(data132.per_replica !== undefined){
if(!(validate63(data132.per_replica, {instancePath:instancePath+"/pre_start/" + i16+"/per_replica",parentData:data132,parentDataProperty:"per_replica",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
}
else {
const err134 = {instancePath:instancePath+"/pre_start/" + i16,schemaPath:"#/properties/pre_start/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
}
else {
const err135 = {instancePath:instancePath+"/pre_start",schemaPath:"#/properties/pre_start/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
if(data.pre_stop !== undefined){
let data140 = data.pre_stop;
if(Array.isArray(data140)){
const len17 = data140.length;
for(let i17=0; i17<len17; i17++){
if(!(validate127(data140[i17], {instancePath:instancePath+"/pre_stop/" + i17,parentData:data140,parentDataProperty:i17,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate127.errors : vErrors.concat(validate127.errors);
errors = vErrors.length;
}
}
}
else {
const err136 = {instancePath:instancePath+"/pre_stop",schemaPath:"#/properties/pre_stop/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
if(data.privileged !== undefined){
if(!(validate63(data.privileged, {instancePath:instancePath+"/privileged",parentData:data,parentDataProperty:"privileged",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.profiles !== undefined){
if(!(validate77(data.profiles, {instancePath:instancePath+"/profiles",parentData:data,parentDataProperty:"profiles",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.provider !== undefined){
let data144 = data.provider;
if(data144 && typeof data144 == "object" && !Array.isArray(data144)){
if(data144.type === undefined){
const err137 = {instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
for(const key17 in data144){
if(!(((key17 === "type") || (key17 === "options")) || (pattern3.test(key17)))){
const err138 = {instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17}};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
if(data144.type !== undefined){
if(typeof data144.type !== "string"){
const err139 = {instancePath:instancePath+"/provider/type",schemaPath:"#/properties/provider/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
if(data144.options !== undefined){
let data146 = data144.options;
if(data146 && typeof data146 == "object" && !Array.isArray(data146)){
for(const key18 in data146){
let data147 = data146[key18];
if((((typeof data147 !== "string") && (!(typeof data147 == "number"))) && (typeof data147 !== "boolean")) && (!(Array.isArray(data147)))){
const err140 = {instancePath:instancePath+"/provider/options/" + key18.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/provider/properties/options/additionalProperties/type",keyword:"type",params:{type: schema23.properties.provider.properties.options.additionalProperties.type}};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
if(Array.isArray(data147)){
const len18 = data147.length;
for(let i18=0; i18<len18; i18++){
let data148 = data147[i18];
if(((typeof data148 !== "string") && (!(typeof data148 == "number"))) && (typeof data148 !== "boolean")){
const err141 = {instancePath:instancePath+"/provider/options/" + key18.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i18,schemaPath:"#/properties/provider/properties/options/additionalProperties/items/type",keyword:"type",params:{type: schema23.properties.provider.properties.options.additionalProperties.items.type}};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
}
}
}
else {
const err142 = {instancePath:instancePath+"/provider/options",schemaPath:"#/properties/provider/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
}
else {
const err143 = {instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
if(data.pull_policy !== undefined){
let data149 = data.pull_policy;
if(typeof data149 === "string"){
if(!pattern81.test(data149)){
const err144 = {instancePath:instancePath+"/pull_policy",schemaPath:"#/properties/pull_policy/pattern",keyword:"pattern",params:{pattern: "^(?:always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:[0-9]+[wdhms])+)$"}};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
else {
const err145 = {instancePath:instancePath+"/pull_policy",schemaPath:"#/properties/pull_policy/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
if(data.pull_refresh_after !== undefined){
if(typeof data.pull_refresh_after !== "string"){
const err146 = {instancePath:instancePath+"/pull_refresh_after",schemaPath:"#/properties/pull_refresh_after/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
if(data.read_only !== undefined){
if(!(validate63(data.read_only, {instancePath:instancePath+"/read_only",parentData:data,parentDataProperty:"read_only",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.restart !== undefined){
if(typeof data.restart !== "string"){
const err147 = {instancePath:instancePath+"/restart",schemaPath:"#/properties/restart/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
if(data.runtime !== undefined){
if(typeof data.runtime !== "string"){
const err148 = {instancePath:instancePath+"/runtime",schemaPath:"#/properties/runtime/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
if(data.scale !== undefined){
let data154 = data.scale;
if((!((typeof data154 == "number") && (!(data154 % 1) && !isNaN(data154)))) && (typeof data154 !== "string")){
const err149 = {instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/type",keyword:"type",params:{type: schema23.properties.scale.type}};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
if(typeof data154 == "number"){
if(data154 < 0 || isNaN(data154)){
const err150 = {instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
if(typeof data154 === "string"){
if(!pattern9.test(data154)){
const err151 = {instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/pattern",keyword:"pattern",params:{pattern: "^[+]?[0-9]+$"}};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
}
if(data.secrets !== undefined){
let data155 = data.secrets;
if(Array.isArray(data155)){
const len19 = data155.length;
for(let i19=0; i19<len19; i19++){
if(!(validate101(data155[i19], {instancePath:instancePath+"/secrets/" + i19,parentData:data155,parentDataProperty:i19,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate101.errors : vErrors.concat(validate101.errors);
errors = vErrors.length;
}
}
}
else {
const err152 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
if(data.security_opt !== undefined){
if(!(validate77(data.security_opt, {instancePath:instancePath+"/security_opt",parentData:data,parentDataProperty:"security_opt",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.shm_size !== undefined){
if(!(validate68(data.shm_size, {instancePath:instancePath+"/shm_size",parentData:data,parentDataProperty:"shm_size",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors);
errors = vErrors.length;
}
}
if(data.stdin_open !== undefined){
if(!(validate63(data.stdin_open, {instancePath:instancePath+"/stdin_open",parentData:data,parentDataProperty:"stdin_open",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.stop_grace_period !== undefined){
if(!(validate107(data.stop_grace_period, {instancePath:instancePath+"/stop_grace_period",parentData:data,parentDataProperty:"stop_grace_period",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data.stop_signal !== undefined){
if(typeof data.stop_signal !== "string"){
const err153 = {instancePath:instancePath+"/stop_signal",schemaPath:"#/properties/stop_signal/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
if(data.storage_opt !== undefined){
let data162 = data.storage_opt;
if(data162 && typeof data162 == "object" && !Array.isArray(data162)){
for(const key19 in data162){
let data163 = data162[key19];
if(((typeof data163 !== "string") && (!(typeof data163 == "number"))) && (data163 !== null)){
const err154 = {instancePath:instancePath+"/storage_opt/" + key19.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/storage_opt/additionalProperties/type",keyword:"type",params:{type: schema23.properties.storage_opt.additionalProperties.type}};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
}
else {
const err155 = {instancePath:instancePath+"/storage_opt",schemaPath:"#/properties/storage_opt/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
if(data.sysctls !== undefined){
if(!(validate61(data.sysctls, {instancePath:instancePath+"/sysctls",parentData:data,parentDataProperty:"sysctls",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
if(data.tmpfs !== undefined){
if(!(validate54(data.tmpfs, {instancePath:instancePath+"/tmpfs",parentData:data,parentDataProperty:"tmpfs",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
if(data.tty !== undefined){
if(!(validate63(data.tty, {instancePath:instancePath+"/tty",parentData:data,parentDataProperty:"tty",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.ulimits !== undefined){
if(!(validate94(data.ulimits, {instancePath:instancePath+"/ulimits",parentData:data,parentDataProperty:"ulimits",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate94.errors : vErrors.concat(validate94.errors);
errors = vErrors.length;
}
}
if(data.use_api_socket !== undefined){
if(typeof data.use_api_socket !== "boolean"){
const err156 = {instancePath:instancePath+"/use_api_socket",schemaPath:"#/properties/use_api_socket/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
if(data.user !== undefined){
if(typeof data.user !== "string"){
const err157 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
if(data.userns_mode !== undefined){
if(typeof data.userns_mode !== "string"){
const err158 = {instancePath:instancePath+"/userns_mode",schemaPath:"#/properties/userns_mode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
if(data.uts !== undefined){
if(typeof data.uts !== "string"){
const err159 = {instancePath:instancePath+"/uts",schemaPath:"#/properties/uts/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
if(data.volumes !== undefined){
let data172 = data.volumes;
if(Array.isArray(data172)){
const len20 = data172.length;
for(let i20=0; i20<len20; i20++){
let data173 = data172[i20];
if((typeof data173 !== "string") && (!(data173 && typeof data173 == "object" && !Array.isArray(data173)))){
const err160 = {instancePath:instancePath+"/volumes/" + i20,schemaPath:"#/properties/volumes/items/type",keyword:"type",params:{type: schema23.properties.volumes.items.type}};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
if(data173 && typeof data173 == "object" && !Array.isArray(data173)){
if(data173.type === undefined){
const err161 = {instancePath:instancePath+"/volumes/" + i20,schemaPath:"#/properties/volumes/items/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
if(data173.target === undefined){
const err162 = {instancePath:instancePath+"/volumes/" + i20,schemaPath:"#/properties/volumes/items/required",keyword:"required",params:{missingProperty: "target"}};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
for(const key20 in data173){
if(!((func1.call(schema23.properties.volumes.items.properties, key20)) || (pattern3.test(key20)))){
const err163 = {instancePath:instancePath+"/volumes/" + i20,schemaPath:"#/properties/volumes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20}};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
if(data173.type !== undefined){
let data174 = data173.type;
if(typeof data174 !== "string"){
const err164 = {instancePath:instancePath+"/volumes/" + i20+"/type",schemaPath:"#/properties/volumes/items/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
if(!((((((data174 === "bind") || (data174 === "volume")) || (data174 === "tmpfs")) || (data174 === "image")) || (data174 === "npipe")) || (data174 === "cluster"))){
const err165 = {instancePath:instancePath+"/volumes/" + i20+"/type",schemaPath:"#/properties/volumes/items/properties/type/enum",keyword:"enum",params:{allowedValues: schema23.properties.volumes.items.properties.type.enum}};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
if(data173.source !== undefined){
if(typeof data173.source !== "string"){
const err166 = {instancePath:instancePath+"/volumes/" + i20+"/source",schemaPath:"#/properties/volumes/items/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
if(data173.target !== undefined){
if(typeof data173.target !== "string"){
const err167 = {instancePath:instancePath+"/volumes/" + i20+"/target",schemaPath:"#/properties/volumes/items/properties/target/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
if(data173.read_only !== undefined){
if(!(validate63(data173.read_only, {instancePath:instancePath+"/volumes/" + i20+"/read_only",parentData:data173,parentDataProperty:"read_only",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data173.consistency !== undefined){
if(typeof data173.consistency !== "string"){
const err168 = {instancePath:instancePath+"/volumes/" + i20+"/consistency",schemaPath:"#/properties/volumes/items/properties/consistency/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
if(data173.bind !== undefined){
let data179 = data173.bind;
if(data179 && typeof data179 == "object" && !Array.isArray(data179)){
for(const key21 in data179){
if(!(((((key21 === "propagation") || (key21 === "create_host_path")) || (key21 === "selinux")) || (key21 === "recursive")) || (pattern3.test(key21)))){
const err169 = {instancePath:instancePath+"/volumes/" + i20+"/bind",schemaPath:"#/properties/volumes/items/properties/bind/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key21}};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
if(data179.propagation !== undefined){
let data180 = data179.propagation;
if(typeof data180 === "string"){
if(!pattern85.test(data180)){
const err170 = {instancePath:instancePath+"/volumes/" + i20+"/bind/propagation",schemaPath:"#/properties/volumes/items/properties/bind/properties/propagation/pattern",keyword:"pattern",params:{pattern: "^(?:r?(?:private|shared|slave))?$"}};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
else {
const err171 = {instancePath:instancePath+"/volumes/" + i20+"/bind/propagation",schemaPath:"#/properties/volumes/items/properties/bind/properties/propagation/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
if(data179.create_host_path !== undefined){
if(!(validate63(data179.create_host_path, {instancePath:instancePath+"/volumes/" + i20+"/bind/create_host_path",parentData:data179,parentDataProperty:"create_host_path",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data179.selinux !== undefined){
let data182 = data179.selinux;
if(typeof data182 !== "string"){
const err172 = {instancePath:instancePath+"/volumes/" + i20+"/bind/selinux",schemaPath:"#/properties/volumes/items/properties/bind/properties/selinux/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
if(!((data182 === "z") || (data182 === "Z"))){
const err173 = {instancePath:instancePath+"/volumes/" + i20+"/bind/selinux",schemaPath:"#/properties/volumes/items/properties/bind/properties/selinux/enum",keyword:"enum",params:{allowedValues: schema23.properties.volumes.items.properties.bind.properties.selinux.enum}};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
if(data179.recursive !== undefined){
let data183 = data179.recursive;
if(typeof data183 !== "string"){
const err174 = {instancePath:instancePath+"/volumes/" + i20+"/bind/recursive",schemaPath:"#/properties/volumes/items/properties/bind/properties/recursive/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
if(!((((data183 === "enabled") || (data183 === "disabled")) || (data183 === "writable")) || (data183 === "readonly"))){
const err175 = {instancePath:instancePath+"/volumes/" + i20+"/bind/recursive",schemaPath:"#/properties/volumes/items/properties/bind/properties/recursive/enum",keyword:"enum",params:{allowedValues: schema23.properties.volumes.items.properties.bind.properties.recursive.enum}};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
}
}
else {
const err176 = {instancePath:instancePath+"/volumes/" + i20+"/bind",schemaPath:"#/properties/volumes/items/properties/bind/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
}
if(data173.volume !== undefined){
let data184 = data173.volume;
if(data184 && typeof data184 == "object" && !Array.isArray(data184)){
for(const key22 in data184){
if(!((((key22 === "nocopy") || (key22 === "subpath")) || (key22 === "labels")) || (pattern3.test(key22)))){
const err177 = {instancePath:instancePath+"/volumes/" + i20+"/volume",schemaPath:"#/properties/volumes/items/properties/volume/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22}};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
}
if(data184.nocopy !== undefined){
if(!(validate63(data184.nocopy, {instancePath:instancePath+"/volumes/" + i20+"/volume/nocopy",parentData:data184,parentDataProperty:"nocopy",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data184.subpath !== undefined){
if(typeof data184.subpath !== "string"){
const err178 = {instancePath:instancePath+"/volumes/" + i20+"/volume/subpath",schemaPath:"#/properties/volumes/items/properties/volume/properties/subpath/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
if(data184.labels !== undefined){
if(!(validate61(data184.labels, {instancePath:instancePath+"/volumes/" + i20+"/volume/labels",parentData:data184,parentDataProperty:"labels",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
}
else {
const err179 = {instancePath:instancePath+"/volumes/" + i20+"/volume",schemaPath:"#/properties/volumes/items/properties/volume/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
if(data173.tmpfs !== undefined){
let data188 = data173.tmpfs;
if(data188 && typeof data188 == "object" && !Array.isArray(data188)){
for(const key23 in data188){
if(!(((key23 === "size") || (key23 === "mode")) || (pattern3.test(key23)))){
const err180 = {instancePath:instancePath+"/volumes/" + i20+"/tmpfs",schemaPath:"#/properties/volumes/items/properties/tmpfs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key23}};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
}
if(data188.size !== undefined){
let data189 = data188.size;
if(!(validate68(data189, {instancePath:instancePath+"/volumes/" + i20+"/tmpfs/size",parentData:data188,parentDataProperty:"size",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors);
errors = vErrors.length;
}
if(typeof data189 == "number"){
if(data189 < 0 || isNaN(data189)){
const err181 = {instancePath:instancePath+"/volumes/" + i20+"/tmpfs/size",schemaPath:"#/properties/volumes/items/properties/tmpfs/properties/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
}
if(data188.mode !== undefined){
let data190 = data188.mode;
if(!((typeof data190 == "number") && (!(data190 % 1) && !isNaN(data190)))){
const err182 = {instancePath:instancePath+"/volumes/" + i20+"/tmpfs/mode",schemaPath:"#/properties/volumes/items/properties/tmpfs/properties/mode/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
if(typeof data190 == "number"){
if(data190 < 0 || isNaN(data190)){
const err183 = {instancePath:instancePath+"/volumes/" + i20+"/tmpfs/mode",schemaPath:"#/properties/volumes/items/properties/tmpfs/properties/mode/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
}
}
else {
const err184 = {instancePath:instancePath+"/volumes/" + i20+"/tmpfs",schemaPath:"#/properties/volumes/items/properties/tmpfs/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
if(data173.image !== undefined){
let data191 = data173.image;
if(data191 && typeof data191 == "object" && !Array.isArray(data191)){
for(const key24 in data191){
if(!((key24 === "subpath") || (pattern3.test(key24)))){
const err185 = {instancePath:instancePath+"/volumes/" + i20+"/image",schemaPath:"#/properties/volumes/items/properties/image/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key24}};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
}
if(data191.subpath !== undefined){
if(typeof data191.subpath !== "string"){
const err186 = {instancePath:instancePath+"/volumes/" + i20+"/image/subpath",schemaPath:"#/properties/volumes/items/properties/image/properties/subpath/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
}
else {
const err187 = {instancePath:instancePath+"/volumes/" + i20+"/image",schemaPath:"#/properties/volumes/items/properties/image/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
}
}
}
else {
const err188 = {instancePath:instancePath+"/volumes",schemaPath:"#/properties/volumes/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
}
if(data.volumes_from !== undefined){
if(!(validate77(data.volumes_from, {instancePath:instancePath+"/volumes_from",parentData:data,parentDataProperty:"volumes_from",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.working_dir !== undefined){
if(typeof data.working_dir !== "string"){
const err189 = {instancePath:instancePath+"/working_dir",schemaPath:"#/properties/working_dir/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
}
if(data["x-windlass"] !== undefined){
let data195 = data["x-windlass"];
if(data195 && typeof data195 == "object" && !Array.isArray(data195)){
for(const key25 in data195){
if(!((key25 === "ready") || (pattern3.test(key25)))){
const err190 = {instancePath:instancePath+"/x-windlass",schemaPath:"#/properties/x-windlass/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key25}};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
if(data195.ready !== undefined){
let data196 = data195.ready;
if(data196 && typeof data196 == "object" && !Array.isArray(data196)){
for(const key26 in data196){
if(!((((((((key26 === "http") || (key26 === "tcp")) || (key26 === "log")) || (key26 === "interval")) || (key26 === "timeout")) || (key26 === "start_period")) || (key26 === "retries")) || (pattern3.test(key26)))){
const err191 = {instancePath:instancePath+"/x-windlass/ready",schemaPath:"#/properties/x-windlass/properties/ready/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key26}};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
}
if(data196.http !== undefined){
let data197 = data196.http;
if((typeof data197 !== "string") && (!((typeof data197 == "number") && (!(data197 % 1) && !isNaN(data197))))){
const err192 = {instancePath:instancePath+"/x-windlass/ready/http",schemaPath:"#/properties/x-windlass/properties/ready/properties/http/type",keyword:"type",params:{type: schema23.properties["x-windlass"].properties.ready.properties.http.type}};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
if(typeof data197 === "string"){
if(!pattern91.test(data197)){
const err193 = {instancePath:instancePath+"/x-windlass/ready/http",schemaPath:"#/properties/x-windlass/properties/ready/properties/http/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,5}(?:/.*)?$"}};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
}
if(data196.tcp !== undefined){
let data198 = data196.tcp;
if((typeof data198 !== "string") && (!((typeof data198 == "number") && (!(data198 % 1) && !isNaN(data198))))){
const err194 = {instancePath:instancePath+"/x-windlass/ready/tcp",schemaPath:"#/properties/x-windlass/properties/ready/properties/tcp/type",keyword:"type",params:{type: schema23.properties["x-windlass"].properties.ready.properties.tcp.type}};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
if(typeof data198 === "string"){
if(!pattern92.test(data198)){
const err195 = {instancePath:instancePath+"/x-windlass/ready/tcp",schemaPath:"#/properties/x-windlass/properties/ready/properties/tcp/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,5}$"}};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
}
}
if(data196.log !== undefined){
if(typeof data196.log !== "string"){
const err196 = {instancePath:instancePath+"/x-windlass/ready/log",schemaPath:"#/properties/x-windlass/properties/ready/properties/log/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
if(data196.interval !== undefined){
if(!(validate107(data196.interval, {instancePath:instancePath+"/x-windlass/ready/interval",parentData:data196,parentDataProperty:"interval",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data196.timeout !== undefined){
if(!(validate107(data196.timeout, {instancePath:instancePath+"/x-windlass/ready/timeout",parentData:data196,parentDataProperty:"timeout",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data196.start_period !== undefined){
if(!(validate107(data196.start_period, {instancePath:instancePath+"/x-windlass/ready/start_period",parentData:data196,parentDataProperty:"start_period",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data196.retries !== undefined){
let data203 = data196.retries;
if((!((typeof data203 == "number") && (!(data203 % 1) && !isNaN(data203)))) && (typeof data203 !== "string")){
const err197 = {instancePath:instancePath+"/x-windlass/ready/retries",schemaPath:"#/properties/x-windlass/properties/ready/properties/retries/type",keyword:"type",params:{type: schema23.properties["x-windlass"].properties.ready.properties.retries.type}};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
if(typeof data203 == "number"){
if(data203 < 1 || isNaN(data203)){
const err198 = {instancePath:instancePath+"/x-windlass/ready/retries",schemaPath:"#/properties/x-windlass/properties/ready/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
}
if(typeof data203 === "string"){
if(!pattern93.test(data203)){
const err199 = {instancePath:instancePath+"/x-windlass/ready/retries",schemaPath:"#/properties/x-windlass/properties/ready/properties/retries/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]*$"}};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
}
}
}
else {
const err200 = {instancePath:instancePath+"/x-windlass/ready",schemaPath:"#/properties/x-windlass/properties/ready/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
}
else {
const err201 = {instancePath:instancePath+"/x-windlass",schemaPath:"#/properties/x-windlass/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
}
}
else {
const err202 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
validate60.errors = vErrors;
return errors === 0;
}
validate60.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema45 = {"type":["object","null"],"properties":{"name":{"type":"string"},"driver":{"type":"string"},"driver_opts":{"$ref":"#/$defs/driverOptions"},"ipam":{"type":"object","properties":{"driver":{"type":"string"},"config":{"type":"array","items":{"type":"object","properties":{"subnet":{"type":"string"},"ip_range":{"type":"string"},"gateway":{"type":"string"},"aux_addresses":{"type":"object","additionalProperties":{"type":"string"}}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"options":{"type":"object","additionalProperties":{"type":"string"}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"external":{"type":["boolean","string","object"],"pattern":"^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$","properties":{"name":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"internal":{"$ref":"#/$defs/flag"},"attachable":{"$ref":"#/$defs/flag"},"enable_ipv4":{"$ref":"#/$defs/flag"},"enable_ipv6":{"$ref":"#/$defs/flag"},"labels":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate195(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate195.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema45.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func1.call(schema45.properties, key0)) || (pattern3.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.driver !== undefined){
if(typeof data.driver !== "string"){
const err3 = {instancePath:instancePath+"/driver",schemaPath:"#/properties/driver/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.driver_opts !== undefined){
if(!(validate164(data.driver_opts, {instancePath:instancePath+"/driver_opts",parentData:data,parentDataProperty:"driver_opts",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate164.errors : vErrors.concat(validate164.errors);
errors = vErrors.length;
}
}
if(data.ipam !== undefined){
let data3 = data.ipam;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!((((key1 === "driver") || (key1 === "config")) || (key1 === "options")) || (pattern3.test(key1)))){
const err4 = {instancePath:instancePath+"/ipam",schemaPath:"#/properties/ipam/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data3.driver !== undefined){
if(typeof data3.driver !== "string"){
const err5 = {instancePath:instancePath+"/ipam/driver",schemaPath:"#/properties/ipam/properties/driver/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data3.config !== undefined){
let data5 = data3.config;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key2 in data6){
if(!(((((key2 === "subnet") || (key2 === "ip_range")) || (key2 === "gateway")) || (key2 === "aux_addresses")) || (pattern3.test(key2)))){
const err6 = {instancePath:instancePath+"/ipam/config/" + i0,schemaPath:"#/properties/ipam/properties/config/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data6.subnet !== undefined){
if(typeof data6.subnet !== "string"){
const err7 = {instancePath:instancePath+"/ipam/config/" + i0+"/subnet",schemaPath:"#/properties/ipam/properties/config/items/properties/subnet/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data6.ip_range !== undefined){
if(typeof data6.ip_range !== "string"){
const err8 = {instancePath:instancePath+"/ipam/config/" + i0+"/ip_range",schemaPath:"#/properties/ipam/properties/config/items/properties/ip_range/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data6.gateway !== undefined){
if(typeof data6.gateway !== "string"){
const err9 = {instancePath:instancePath+"/ipam/config/" + i0+"/gateway",schemaPath:"#/properties/ipam/properties/config/items/properties/gateway/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data6.aux_addresses !== undefined){
let data10 = data6.aux_addresses;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key3 in data10){
if(typeof data10[key3] !== "string"){
const err10 = {instancePath:instancePath+"/ipam/config/" + i0+"/aux_addresses/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/ipam/properties/config/items/properties/aux_addresses/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/ipam/config/" + i0+"/aux_addresses",schemaPath:"#/properties/ipam/properties/config/items/properties/aux_addresses/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/ipam/config/" + i0,schemaPath:"#/properties/ipam/properties/config/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/ipam/config",schemaPath:"#/properties/ipam/properties/config/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.options !== undefined){
let data12 = data3.options;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key4 in data12){
if(typeof data12[key4] !== "string"){
const err14 = {instancePath:instancePath+"/ipam/options/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/ipam/properties/options/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/ipam/options",schemaPath:"#/properties/ipam/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/ipam",schemaPath:"#/properties/ipam/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.external !== undefined){
let data14 = data.external;
if(((typeof data14 !== "boolean") && (typeof data14 !== "string")) && (!(data14 && typeof data14 == "object" && !Array.isArray(data14)))){
const err17 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/type",keyword:"type",params:{type: schema45.properties.external.type}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(typeof data14 === "string"){
if(!pattern7.test(data14)){
const err18 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/pattern",keyword:"pattern",params:{pattern: "^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key5 in data14){
if(!((key5 === "name") || (pattern3.test(key5)))){
const err19 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data14.name !== undefined){
if(typeof data14.name !== "string"){
const err20 = {instancePath:instancePath+"/external/name",schemaPath:"#/properties/external/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
}
if(data.internal !== undefined){
if(!(validate63(data.internal, {instancePath:instancePath+"/internal",parentData:data,parentDataProperty:"internal",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.attachable !== undefined){
if(!(validate63(data.attachable, {instancePath:instancePath+"/attachable",parentData:data,parentDataProperty:"attachable",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.enable_ipv4 !== undefined){
if(!(validate63(data.enable_ipv4, {instancePath:instancePath+"/enable_ipv4",parentData:data,parentDataProperty:"enable_ipv4",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.enable_ipv6 !== undefined){
if(!(validate63(data.enable_ipv6, {instancePath:instancePath+"/enable_ipv6",parentData:data,parentDataProperty:"enable_ipv6",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.labels !== undefined){
if(!(validate61(data.labels, {instancePath:instancePath+"/labels",parentData:data,parentDataProperty:"labels",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
}
validate195.errors = vErrors;
return errors === 0;
}
validate195.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema46 = {"type":["object","null"],"properties":{"name":{"type":"string"},"driver":{"type":"string"},"driver_opts":{"$ref":"#/$defs/driverOptions"},"external":{"type":["boolean","string","object"],"pattern":"^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$","properties":{"name":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"labels":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate204(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate204.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema46.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "name") || (key0 === "driver")) || (key0 === "driver_opts")) || (key0 === "external")) || (key0 === "labels")) || (pattern3.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.driver !== undefined){
if(typeof data.driver !== "string"){
const err3 = {instancePath:instancePath+"/driver",schemaPath:"#/properties/driver/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.driver_opts !== undefined){
if(!(validate164(data.driver_opts, {instancePath:instancePath+"/driver_opts",parentData:data,parentDataProperty:"driver_opts",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate164.errors : vErrors.concat(validate164.errors);
errors = vErrors.length;
}
}
if(data.external !== undefined){
let data3 = data.external;
if(((typeof data3 !== "boolean") && (typeof data3 !== "string")) && (!(data3 && typeof data3 == "object" && !Array.isArray(data3)))){
const err4 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/type",keyword:"type",params:{type: schema46.properties.external.type}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(typeof data3 === "string"){
if(!pattern7.test(data3)){
const err5 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/pattern",keyword:"pattern",params:{pattern: "^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!((key1 === "name") || (pattern3.test(key1)))){
const err6 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data3.name !== undefined){
if(typeof data3.name !== "string"){
const err7 = {instancePath:instancePath+"/external/name",schemaPath:"#/properties/external/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
if(data.labels !== undefined){
if(!(validate61(data.labels, {instancePath:instancePath+"/labels",parentData:data,parentDataProperty:"labels",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
}
validate204.errors = vErrors;
return errors === 0;
}
validate204.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema47 = {"type":"object","properties":{"name":{"type":"string"},"file":{"type":"string"},"environment":{"type":"string"},"content":{"type":"string"},"template_driver":{"type":"string"},"external":{"type":["boolean","string","object"],"pattern":"^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$","properties":{"name":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"labels":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate209(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate209.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((((key0 === "name") || (key0 === "file")) || (key0 === "environment")) || (key0 === "content")) || (key0 === "template_driver")) || (key0 === "external")) || (key0 === "labels")) || (pattern3.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err1 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.file !== undefined){
if(typeof data.file !== "string"){
const err2 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.environment !== undefined){
if(typeof data.environment !== "string"){
const err3 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.content !== undefined){
if(typeof data.content !== "string"){
const err4 = {instancePath:instancePath+"/content",schemaPath:"#/properties/content/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.template_driver !== undefined){
if(typeof data.template_driver !== "string"){
const err5 = {instancePath:instancePath+"/template_driver",schemaPath:"#/properties/template_driver/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.external !== undefined){
let data5 = data.external;
if(((typeof data5 !== "boolean") && (typeof data5 !== "string")) && (!(data5 && typeof data5 == "object" && !Array.isArray(data5)))){
const err6 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/type",keyword:"type",params:{type: schema47.properties.external.type}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data5 === "string"){
if(!pattern7.test(data5)){
const err7 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/pattern",keyword:"pattern",params:{pattern: "^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
if(!((key1 === "name") || (pattern3.test(key1)))){
const err8 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data5.name !== undefined){
if(typeof data5.name !== "string"){
const err9 = {instancePath:instancePath+"/external/name",schemaPath:"#/properties/external/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
if(data.labels !== undefined){
if(!(validate61(data.labels, {instancePath:instancePath+"/labels",parentData:data,parentDataProperty:"labels",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate209.errors = vErrors;
return errors === 0;
}
validate209.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema48 = {"type":"object","properties":{"name":{"type":"string"},"file":{"type":"string"},"environment":{"type":"string"},"driver":{"type":"string"},"driver_opts":{"$ref":"#/$defs/driverOptions"},"template_driver":{"type":"string"},"external":{"type":["boolean","string","object"],"pattern":"^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$","properties":{"name":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"labels":{"$ref":"#/$defs/pairs"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate213(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate213.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((((key0 === "name") || (key0 === "file")) || (key0 === "environment")) || (key0 === "driver")) || (key0 === "driver_opts")) || (key0 === "template_driver")) || (key0 === "external")) || (key0 === "labels")) || (pattern3.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err1 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.file !== undefined){
if(typeof data.file !== "string"){
const err2 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.environment !== undefined){
if(typeof data.environment !== "string"){
const err3 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.driver !== undefined){
if(typeof data.driver !== "string"){
const err4 = {instancePath:instancePath+"/driver",schemaPath:"#/properties/driver/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.driver_opts !== undefined){
if(!(validate164(data.driver_opts, {instancePath:instancePath+"/driver_opts",parentData:data,parentDataProperty:"driver_opts",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate164.errors : vErrors.concat(validate164.errors);
errors = vErrors.length;
}
}
if(data.template_driver !== undefined){
if(typeof data.template_driver !== "string"){
const err5 = {instancePath:instancePath+"/template_driver",schemaPath:"#/properties/template_driver/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.external !== undefined){
let data6 = data.external;
if(((typeof data6 !== "boolean") && (typeof data6 !== "string")) && (!(data6 && typeof data6 == "object" && !Array.isArray(data6)))){
const err6 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/type",keyword:"type",params:{type: schema48.properties.external.type}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data6 === "string"){
if(!pattern7.test(data6)){
const err7 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/pattern",keyword:"pattern",params:{pattern: "^(?:[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[yYnN])$"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
if(!((key1 === "name") || (pattern3.test(key1)))){
const err8 = {instancePath:instancePath+"/external",schemaPath:"#/properties/external/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data6.name !== undefined){
if(typeof data6.name !== "string"){
const err9 = {instancePath:instancePath+"/external/name",schemaPath:"#/properties/external/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
if(data.labels !== undefined){
if(!(validate61(data.labels, {instancePath:instancePath+"/labels",parentData:data,parentDataProperty:"labels",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate213.errors = vErrors;
return errors === 0;
}
validate213.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema49 = {"type":"object","required":["model"],"properties":{"model":{"type":"string"},"context_size":{"type":"integer"},"runtime_flags":{"$ref":"#/$defs/texts"},"name":{"type":"string"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate217(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate217.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.model === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "model"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "model") || (key0 === "context_size")) || (key0 === "runtime_flags")) || (key0 === "name")) || (pattern3.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.model !== undefined){
if(typeof data.model !== "string"){
const err2 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.context_size !== undefined){
let data1 = data.context_size;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
const err3 = {instancePath:instancePath+"/context_size",schemaPath:"#/properties/context_size/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.runtime_flags !== undefined){
if(!(validate77(data.runtime_flags, {instancePath:instancePath+"/runtime_flags",parentData:data,parentDataProperty:"runtime_flags",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate217.errors = vErrors;
return errors === 0;
}
validate217.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate52.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func1.call(schema19.properties, key0)) || (pattern3.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.version !== undefined){
if(typeof data.version !== "string"){
const err1 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.include !== undefined){
let data2 = data.include;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate53(data2[i0], {instancePath:instancePath+"/include/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.services !== undefined){
let data4 = data.services;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
const _errs11 = errors;
if(!(validate58(key1, {instancePath:instancePath+"/services",parentData:data4,parentDataProperty:"services",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
var valid3 = _errs11 === errors;
if(!valid3){
const err4 = {instancePath:instancePath+"/services",schemaPath:"#/properties/services/propertyNames",keyword:"propertyNames",params:{propertyName: key1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
for(const key2 in data4){
if(!(validate60(data4[key2], {instancePath:instancePath+"/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data4,parentDataProperty:key2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath:instancePath+"/services",schemaPath:"#/properties/services/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.networks !== undefined){
let data6 = data.networks;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key3 in data6){
if(!(validate195(data6[key3], {instancePath:instancePath+"/networks/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data6,parentDataProperty:key3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate195.errors : vErrors.concat(validate195.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.volumes !== undefined){
let data8 = data.volumes;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key4 in data8){
const _errs20 = errors;
if(!(validate58(key4, {instancePath:instancePath+"/volumes",parentData:data8,parentDataProperty:"volumes",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
var valid6 = _errs20 === errors;
if(!valid6){
const err7 = {instancePath:instancePath+"/volumes",schemaPath:"#/properties/volumes/propertyNames",keyword:"propertyNames",params:{propertyName: key4}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
for(const key5 in data8){
if(!(validate204(data8[key5], {instancePath:instancePath+"/volumes/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key5,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate204.errors : vErrors.concat(validate204.errors);
errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/volumes",schemaPath:"#/properties/volumes/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.configs !== undefined){
let data10 = data.configs;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key6 in data10){
const _errs25 = errors;
if(!(validate58(key6, {instancePath:instancePath+"/configs",parentData:data10,parentDataProperty:"configs",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
var valid8 = _errs25 === errors;
if(!valid8){
const err9 = {instancePath:instancePath+"/configs",schemaPath:"#/properties/configs/propertyNames",keyword:"propertyNames",params:{propertyName: key6}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
for(const key7 in data10){
if(!(validate209(data10[key7], {instancePath:instancePath+"/configs/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data10,parentDataProperty:key7,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate209.errors : vErrors.concat(validate209.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/configs",schemaPath:"#/properties/configs/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.secrets !== undefined){
let data12 = data.secrets;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key8 in data12){
const _errs30 = errors;
if(!(validate58(key8, {instancePath:instancePath+"/secrets",parentData:data12,parentDataProperty:"secrets",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
var valid10 = _errs30 === errors;
if(!valid10){
const err11 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/propertyNames",keyword:"propertyNames",params:{propertyName: key8}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
for(const key9 in data12){
if(!(validate213(data12[key9], {instancePath:instancePath+"/secrets/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data12,parentDataProperty:key9,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate213.errors : vErrors.concat(validate213.errors);
errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.models !== undefined){
let data14 = data.models;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key10 in data14){
if(!(validate217(data14[key10], {instancePath:instancePath+"/models/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data14,parentDataProperty:key10,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate217.errors : vErrors.concat(validate217.errors);
errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath:instancePath+"/models",schemaPath:"#/properties/models/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
