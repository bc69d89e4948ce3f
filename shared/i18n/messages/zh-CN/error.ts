import type { AreaOf } from '../area.ts';
import type { error as source } from '../en/error.ts';

type Given = Readonly<Record<string, string | undefined>>;

export const error = {
  'error.AMOUNT_INVALID': '这个金额不能用，没有任何改动。请重新输入。',
  'error.APPROVAL_NEEDED': '这一步需要第二个人批准，目前没有任何改动。请有权限的同事来批准。',
  'error.BARCODE_INVALID': '条码校验不对，有一位数字错了，没有加入商品。请重新扫描或手工输入。',
  'error.BARCODE_TAKEN': (p: Given) =>
    `${p['name'] ?? '另一个商品'}已使用这个条码，没有保存。请换一个条码，或打开那个商品。`,
  'error.CART_CHANGED': '小票刚才有变动，没有收款。请看一下合计再按一次。',
  'error.CART_EMPTY': '这张小票是空的。请先扫描商品。',
  'error.CART_HAS_TENDERS': '这张小票已经收过钱，保持原样。请先退还那笔钱，或完成这笔销售。',
  'error.CART_NOT_FOUND': '这张小票在这里已不再打开：已完成、已作废或已在别处取走。请新开一张。',
  'error.CART_PARKED': '这张小票已挂单，没有任何改动。请先取回。',
  'error.CLOCK_BEHIND': '本机时钟早于上一笔销售。店长确认日期之前暂停销售。',
  'error.CODE_TAKEN': '这个编号已被使用，没有保存。请换一个。',
  'error.COUNT_INCOMPLETE': '清点还没有完成，班次保持打开。请清点所有要求的付款方式。',
  'error.CREDENTIALS_WRONG': '账号或密码不对，没有登录。请再试一次。',
  'error.DISCOUNT_TOO_LARGE': (p: Given) =>
    `折扣太大${p['most'] === undefined ? '' : `（最多 ${p['most']}）`}，价格保持不变。请减少折扣或请人批准。`,
  'error.DRAWER_COUNTING': '这个钱箱正在清点，暂不销售。小票已保留。请完成或退出清点。',
  'error.FACTOR_WRONG': '验证码不对、已过期或已用过。请等下一个验证码再输入。',
  'error.HQ_AWAY':
    '联系不上总部，无法确定这张小票归谁。它留在挂单的收银机上。请到那台取回，或在这里打开副本。',
  'error.ID_REUSED': '同一编号已做过别的事，没有重复执行。请重新开始这一步。',
  'error.IN_USE': (p: Given): string =>
    p['what'] === 'import'
      ? '另一次导入正在进行，没有任何改动。请等它结束，或先停止它。'
      : '它还在使用中，所以保留。可以改为停用。',
  'error.JOIN_REFUSED': '总部没有接受这台收银机，这里没有任何改动。请核对地址和代码后重试。',
  'error.KEPT_AT_HQ': '这项资料由总部管理，不能在这里修改，没有任何改动。请在总部修改，会自动下发。',
  'error.LAST_FACTOR': '这是您账号唯一的第二道验证，所以保留。请先添加另一个。',
  'error.LINE_NOT_FOUND': '这一行已不在小票上，没有任何改动。请选另一行。',
  'error.NAME_MISSING': '缺少名称，没有保存。请填写。',
  'error.NOTHING_TO_UNDO': '没有可撤销的操作。',
  'error.NOT_FOUND': '这里没有找到，没有任何改动。请核对编号，或按名称搜索。',
  'error.PARK_TAKEN': (p: Given) =>
    p['register'] === undefined
      ? '这张小票已在另一台收银机上，这里没有取回。'
      : `这张小票已在 ${p['register']} 号收银机上，这里没有取回。`,
  'error.PASSKEY_WRONG': '没有通行密钥被接受，没有任何改动。请重试，或改用另一个通行密钥或验证码。',
  'error.PASSWORD_WRONG': '密码不对，没有任何改动。请重新输入。',
  'error.PASSWORD_WEAK': '这个密码太容易猜到，没有改动。至少十个字符，且不能是账号名。',
  'error.PERSON_LOCKED': (p: Given) =>
    `密码输错次数过多，此人在本机上已锁定${p['minutes'] === undefined ? '一段时间' : ` ${p['minutes']} 分钟`}。请等待，或由其他人登录。`,
  'error.PIN_TAKEN': '这个密码不能用，没有保存。请换一个。',
  'error.PIN_WEAK': '这个密码太容易猜到，没有保存。不要用 1234 这样的顺序或 1111 这样的重复。',
  'error.PIN_WRONG': '密码不对，没有任何改动。请再试一次。',
  'error.PRICE_INVALID': '这个价格不能用，保留原价。请重新输入。',
  'error.QUANTITY_INVALID': (p: Given): string =>
    p['label'] === undefined
      ? '这个数量不能用，该行保持不变。请重新输入。'
      : '这张标签上是零，没有添加任何商品。请重新称重。',
  'error.QUANTITY_FRACTION': '这个商品按整件出售，该行保持不变。请输入整数。',
  'error.QUANTITY_UNUSUAL': '这个数量大得不寻常，该行保持不变。请核对，然后确认或重新输入。',
  'error.REASON_MISSING': '需要填写原因，没有任何改动。请填写。',
  'error.REFERENCE_MISSING': '这种付款方式需要号码（签单、券号），没有入账。请输入或扫描。',
  'error.RETURN_EXCEEDS_SOLD': (p: Given) =>
    `退货数量超过售出数量${p['left'] === undefined ? '' : `（还可退 ${p['left']}）`}，没有退货。请减少数量。`,
  'error.RIGHT_MISSING': '您在这里没有这个权限，没有任何改动。请有权限的同事或店长操作。',
  'error.SETTING_INVALID': '这个设置不能用，保留原设置。请更正标出的栏目。',
  'error.SETUP_KEY_WRONG': '这不是总部启动时显示的密钥，没有设置。请重新复制。',
  'error.SHIFT_CLOSED': '这个钱箱还没有开班。小票已保留。开班后才能收款。',
  'error.SHIFT_OF_ANOTHER': '这个钱箱由别人负责，您不能收款。小票已保留。请由本人登录，或先交班。',
  'error.SHIFT_OPEN': '这个钱箱已有未结的班。请先交班。',
  'error.SIGNED_OUT': '目前没有人登录。小票已保留。请用密码登录。',
  'error.SOLD_ELSEWHERE': (p: Given) =>
    `这笔销售在 ${p['register'] ?? '另一台'} 号收银机完成，没有退货。请到那台办理，这台暂不支持。`,
  'error.STALE': '内容刚在别处改过，没有保存。请看新的状态再试。',
  'error.STOCK_SHORT': (p: Given) =>
    `货架上没有这么多${p['name'] ?? '这个商品'}${p['left'] === undefined ? '' : `（还有 ${p['left']}）`}，没有发出。请减少数量，或先盘点货架。`,
  'error.TENDER_NOT_ALLOWED': '这里不能用这种付款方式，没有入账。请选另一种。',
  'error.TENDER_EXCEEDS_DUE': (p: Given) =>
    `这种付款方式不找零，不能超过应付金额${p['due'] === undefined ? '' : `（${p['due']}）`}，没有入账。请输入较小的金额。`,
  'error.TENDERS_INCOMPLETE': (p: Given) =>
    `小票还没有付清${p['due'] === undefined ? '' : `，还差 ${p['due']}`}，销售保持打开。请收取余款。`,
  'error.WORK_UNDER_WAY': '正在批量修改或导入商品，没有改动。请在结束后再试。',
  'error.TOTAL_TOO_LARGE': '合计超过一张小票的上限，最后一步没有执行。请分成两张小票。',
  'error.TRANSFER_COUNTED': '对方门店已点收完毕，不再等待来货。没有收回任何商品。请改为处理缺少的商品。',
  'error.TRANSFER_DONE': '这张调拨单已没有在途商品，没有改动。',
  'error.TRANSFER_EMPTY': '这张调拨单上什么也没有，没有改动。请添加商品或填写数量。',
  'error.TRANSFER_EXCEEDED': (p) =>
    `${p['name'] ?? '该商品'}没有缺这么多${p['left'] === undefined ? '' : `（缺 ${p['left']}）`}。没有处理。请改小数量。`,
  'error.TRANSFER_OPEN': '对方门店还在等这张调拨单的来货。没有处理。请等对方点收，或收回在途商品。',
  'error.TRIED_TOO_OFTEN': (p: Given) =>
    `输错次数过多，请等待${p['minutes'] === undefined ? '一段时间' : ` ${p['minutes']} 分钟`}后再登录。`,
  'error.title': '没有成功',
  'error.unexpected': 'Mallard 出了问题。您输入的内容已保留。请再试；若再次发生，请联系支持。',
  'error.disconnected': '画面与收银主机失去连接。已完成的都安全。它会自动重连，之后请再试。',
  'error.badInput': '表单里有内容不能用，没有保存。请更正标出的栏目。',
  'error.storeTrouble':
    '本机磁盘已满、被锁或损坏，没有写入。之前完成的都安全。请腾出空间或联系支持，然后再试。',
  'error.screenBroke': '这个画面停止了。您的小票是安全的。',
  'error.screenBrokeHint': '请返回小票，或重新载入。若再次发生，请记下下面的文字并联系支持。',
  'error.reload': '重新载入',
  'error.backToTicket': '返回小票',
} satisfies AreaOf<typeof source>;
