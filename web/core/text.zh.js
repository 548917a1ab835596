/** Chinese strings, the first language of every screen. */
export const zh = Object.freeze({
  'title': '{county}应急指挥一张图',
  'desk': '值班台',
  'demo': '演示数据',
  'newVersion': '有新版本 · 刷新',
  'language.other': 'English',
  'close': '关闭',
  'yes': '有',
  'no': '无',
  'weekday.0': '周日', 'weekday.1': '周一', 'weekday.2': '周二', 'weekday.3': '周三', 'weekday.4': '周四', 'weekday.5': '周五', 'weekday.6': '周六',
  'clock.skew': '本机时钟偏差 {seconds} 秒',

  'age.now': '刚刚', 'age.minutes': '{n} 分钟前', 'age.hours': '{time} ({n} 小时前)', 'age.hoursAgo': '{n} 小时前', 'age.never': '从未上报',
  'age.m': '{n} 分', 'age.h': '{n} 时', 'age.d': '{n} 天',

  'link.live': '实时', 'link.late': '延迟', 'link.broken': '中断', 'link.catching': '追赶',
  'link.bannerBroken': '连接中断 {duration}', 'link.bannerShows': '显示 {time} 的数据', 'link.bannerNothing': '尚无数据',
  'link.bannerRetry': '{seconds} 秒后重连(第 {attempt} 次)', 'link.bannerTrying': '正在重连(第 {attempt} 次)',

  'level.red': '红色', 'level.orange': '橙色', 'level.yellow': '黄色', 'level.blue': '蓝色', 'level.none': '',

  'sound.off': '声音未启用 · 点此启用', 'sound.on': '声音 开', 'sound.silent': '静音 {seconds} 秒', 'sound.test': '点击启用声音并试音',

  'alarm.title': '告警', 'alarm.none': '当前没有告警。', 'alarm.more': '另有 {n} 条未列出', 'alarm.level': '级', 'alarm.time': '时间', 'alarm.object': '对象',
  'alarm.value': '数值 / 限值', 'alarm.age': '龄', 'alarm.state': '责任', 'alarm.limit': '限值', 'alarm.acknowledge': '确认', 'alarm.returned': '恢复',
  'alarm.count.unacknowledged': '未确认', 'alarm.count.active': '活动', 'alarm.count.recent': '近 10 分钟', 'alarm.flood': '告警洪峰 10 分钟 {n} 条',
  'alarm.announce': '{level}告警 {object},共 {n} 条新告警',
  'delivery.sending': '发送中', 'delivery.unsent': '未送达', 'delivery.answered': '已送达', 'delivery.refused': '被拒 · 重试',
  'durability.local': '已存本机', 'durability.archived': '已归档',
  'phase.unacknowledged': '未确认', 'phase.acknowledged': '已确认', 'phase.returned': '已恢复 · 未确认', 'phase.over': '已恢复',

  'log.title': '值班日志', 'log.none': '还没有记录。', 'actor.console': '值班员', 'actor.system': '系统', 'actor.rule': '规则', 'actor.rules': '规则', 'actor.feed': '接入',
  'actor.cap': '预警',

  'layers': '图层', 'layer.rain': '雨情站', 'layer.rain.short': '雨', 'layer.levels': '水情及其他站', 'layer.levels.short': '水', 'layer.warnings': '预警区',
  'layer.warnings.short': '警', 'layer.tracks': '移动目标', 'layer.tracks.short': '车', 'layer.teams': '救援队伍', 'layer.teams.short': '队',
  'layer.shelters': '避灾场所', 'layer.shelters.short': '所', 'layer.risks': '风险点', 'layer.risks.short': '险', 'layer.cameras': '摄像机',
  'layer.cameras.short': '摄', 'layer.places': '地名', 'layer.places.short': '名', 'labels.short': '签',
  'kind.tracks': '移动目标', 'kind.stations': '监测站', 'kind.sites': '点位', 'kind.cameras': '摄像机',
  'class.rain': '雨量', 'class.level': '水位', 'class.track': '队伍', 'class.camera': '摄像',
  'ages.title': '在线/迟/失联', 'ages.hint': '在线 / 迟到 / 失联', 'ages.bad': '{n} 条数据异常',
  'fresh.0': '在线', 'fresh.1': '迟到', 'fresh.2': '失联', 'fresh.never': '无数据',
  'map.offline': '底图:离线', 'map.sources': '底图:离线地形', 'map.approval': '审图号:—',
  'legend': '图例', 'legend.station': '监测站', 'legend.risk': '风险点', 'legend.site': '避灾场所', 'legend.team': '队伍', 'legend.vehicle': '车辆·航向',
  'legend.camera': '摄像机', 'legend.stale': '迟到', 'legend.lost': '失联', 'legend.levels': '填色 = 告警级',

  'card.title': '对象卡', 'card.locate': '定位', 'card.curve': '{property} {hours} 小时过程线', 'card.taken': '✓ {who} {time} 已确认',
  'status.over': '超{level}限 {amount}',
  'field.source': '来源', 'field.advice': '建议', 'field.limit': '限值', 'field.raised': '告警时间', 'field.town': '乡镇', 'field.place': '位置', 'field.heading': '航向',
  'field.doubt': '存疑', 'field.inside': '所在预警', 'field.tier': '级别', 'field.beds': '床位', 'field.generator': '发电机', 'field.list': '清单',
  'field.households': '受威胁', 'field.trigger': '触发指标', 'field.class': '类别', 'field.equipment': '装备', 'field.stream': '视频流', 'field.sender': '发布单位',
  'field.sent': '发布', 'field.expires': '失效', 'field.area': '区域', 'field.description': '内容',
  'source.register': '台账', 'unit.persons': '人', 'unit.personsThreatened': '人受威胁', 'unit.households': '户',
  'tier.county': '县级', 'tier.town': '乡镇级', 'tier.village': '村级',
  'camera.true': '在线', 'camera.false': '离线', 'camera.unknown': '未知',
  'flag.clockWrong': '设备时钟错误', 'flag.noFix': '无定位', 'flag.farAway': '远离本县', 'flag.coordinatesEncrypted': '坐标加密', 'flag.resent': '补传',
  'flag.outOfRange': '数值超出可能范围',

  'property.waterLevel': '水位', 'property.tideLevel': '潮位', 'property.rain1h': '1 小时雨量', 'property.rain3h': '3 小时雨量', 'property.rain24h': '24 小时雨量',
  'property.windSpeed': '风速', 'property.flow': '流量', 'property.airTemperature': '气温', 'property.displacementRate': '位移速率', 'property.waterDepth': '积水深度',
  'property.gasLel': '可燃气体', 'property.voltage': '电源电压',

  'advice.red': '立即核实现场,按预案转移危险区人员并报带班领导。', 'advice.orange': '通知责任人到岗,准备转移,加密观测。',
  'advice.yellow': '通知责任人,核实数据,关注趋势。', 'advice.blue': '关注趋势。',
  'advice.waterLevel': '核对水位,通知巡堤责任人,准备转移沿河低洼处人员。', 'advice.tideLevel': '通知海塘责任人,关闭闸门,船只回港。',
  'advice.rain1h': '叫应村级责任人,巡查山洪和地质灾害点,准备转移。', 'advice.rain3h': '叫应村级责任人,转移山洪和地质灾害危险区人员。',
  'advice.rain24h': '巡查水库、山塘和地质灾害点。', 'advice.windSpeed': '停止高空和户外作业,加固设施,船只回港。',
  'advice.waterDepth': '封闭积水路段,启动排涝泵。', 'advice.displacementRate': '立即撤离坡下人员,封闭道路。', 'advice.gasLel': '切断气源,疏散,禁止明火。',

  'warning.title': '{event}{level}预警', 'warning.inForce': '生效预警', 'warning.none': '没有生效的预警。', 'warning.assumed': '(推定)',
  'warning.state.active': '生效', 'warning.state.superseded': '已被替代', 'warning.state.cancelled': '已解除', 'warning.state.expired': '已到期',
  'warning.status.exercise': '演练 ', 'warning.status.test': '测试 ', 'warning.status.system': '系统 ', 'warning.status.draft': '草稿 ',
  'covers.title': '区内现有', 'covers.at': '{time} 计算', 'covers.none': '区内没有登记对象。',

  'overview.title': '全县', 'figure.rain': '1 h 最大雨量', 'figure.level': '水位 超警戒 / 超保证', 'figure.tracks': '车队 在线 / 迟 / 失联',
  'figure.shelters': '避灾场所', 'figure.cameras': '摄像机 在线 / 迟 / 失联', 'figure.of': '共 {n} 站', 'figure.capacity': '可容 {n} 人',

  'unplaced.title': '未上图', 'unplaced.count': '{n} 台', 'unplaced.place': '放到图上',
  'placing.click': '在地图上点击“{name}”的位置 · Esc 取消', 'placing.failed': '“{name}”未放上:{reason}',

  'help.title': '键盘', 'help.short': '帮助', 'help.note': '按住 Shift 拖动可框选放大。所有视图状态都在网址里。',
  'keys.alarms': '上一条、下一条告警', 'keys.locate': '定位', 'keys.acknowledge': '确认所选', 'keys.oldest': '最早未确认', 'keys.layers': '开关图层', 'keys.solo': '只看该图层',
  'keys.defaults': '默认图层', 'keys.zoom': '放大、缩小', 'keys.zoomIn': '放大', 'keys.zoomOut': '缩小', 'keys.home': '全县', 'keys.labels': '标注级别', 'keys.theme': '明暗',
  'keys.silence': '静音 60 秒(不是确认)', 'keys.regions': '切换区域', 'keys.close': '关闭', 'keys.help': '本页',

  'wall.worst': '当前最重要', 'wall.counts': '活动 {active} · 未确认 {unacknowledged}', 'wall.more': '另有 {n} 条', 'wall.log': '值班记录', 'wall.calm': '没有告警',
  'wall.over': '超 {amount}', 'wall.tour': '巡视 {at}/{of}', 'wall.overview': '全县概览', 'wall.paused': '暂停 {seconds} s', 'wall.pause': '暂停巡视', 'wall.resume': '继续巡视',
  'wall.rain': '雨情 1 h 最大', 'wall.level': '水情 超警戒 / 超保证', 'wall.tracks': '车队 在线', 'wall.shelters': '避灾场所', 'wall.cameras': '摄像机 在线',
  'wall.stations': '站', 'wall.places': '处', 'wall.tracksLost': '迟 {stale} · 失联 {lost}', 'wall.units': '台', 'wall.bannerRed': '红色告警无人确认 {duration}',
  'wall.rainStations': '雨量站 在线 {fresh} · 迟 {stale} · 失联 {lost}', 'wall.levelStations': '水位站 在线 {fresh} · 迟 {stale} · 失联 {lost}',
  'wall.last': '最后 {value}', 'wall.noData': '无数据', 'wall.warning': '预警 {title}', 'wall.register': '台账 {date}',

  'feeds.title': '接入与隔离', 'feeds.link': '接入', 'feeds.back': '返回值班台', 'feeds.feed': '接入', 'feeds.port': '端口', 'feeds.last': '最近上报',
  'feeds.frames': '帧', 'feeds.carrying': '载报', 'feeds.control': '控制', 'feeds.rejectedFrames': '拒收帧', 'feeds.received': '收到', 'feeds.stored': '入库',
  'feeds.duplicate': '重复', 'feeds.rejected': '拒收', 'feeds.shed': '舍弃', 'feeds.notes': '拒收原因与备注', 'feeds.none': '还没有接入。',
  'feeds.quarantine': '隔离样本', 'feeds.at': '时间', 'feeds.reason': '原因', 'feeds.peer': '对端', 'feeds.hex': '十六进制', 'feeds.devices': '未登记设备',
  'feeds.device': '设备', 'feeds.first': '首次', 'feeds.attempts': '次数', 'feeds.empty': '没有。', 'feeds.failed': '读取失败:{reason}', 'feeds.choose': '选一路接入查看隔离样本。',
});
