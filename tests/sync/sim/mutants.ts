/** Mistakes that sync has been built with elsewhere (sync research 5.5), as far as there is a place for them here. Each must be noticed. */
export const MUTANTS = {
  'ack before commit': 'headquarters answers before its transaction is durable',
  'delete on ack': 'a register drops what was acknowledged',
  'let go when acknowledged': 'a register lets facts go that are in no backup of headquarters yet',
  're-serialised body': 'headquarters writes bodies anew instead of keeping their bytes',
  'no hash compare on duplicate': 'headquarters takes a place that is filled for a repeat, whatever is in it',
  'synchronous normal': 'a power cut takes the last commits of a register',
  'seq outside the transaction': 'a register counts on before it commits',
  'print before commit': 'a receipt is printed before its sale is on the disk',
  'last write wins stock': 'headquarters keeps the last movement of an item instead of their sum',
  'wall-clock order': 'a register takes facts of headquarters by their time, not their place',
  'reject on skew': 'headquarters refuses facts of a wrong clock',
  'cursor before rows': 'a register moves its cursor in a transaction before that of the rows',
  'one poison stops the channel': 'a register reads no further than a fact it does not know',
  'download waits for upload': 'a register pulls nothing while something is to be pushed',
  'fork dropped': 'headquarters acknowledges a second history and keeps nothing of it',
  'epoch reused after restore': 'a restored register goes on in the same epoch',
  'epoch counted alone':
    'a register numbers its new epoch by what its disk knows, and minds no other of that number',
  'parked for ever': 'headquarters never looks again at what waits for a document',
  'route outside the transaction': 'headquarters notes what concerns another store after it took the fact in',
  'repair not written': 'a register counts what headquarters sent to mend its disk, and does not write it',
  'first come first served': 'headquarters drops the receipt of a transfer it has heard was taken back',
  'given to whoever asks': 'headquarters gives a parked ticket away without looking whether somebody has it',
  'prices by the own clock': 'a register takes its clock as it stands for the time prices go by',
  'retry without backoff': 'a register asks again at once after a failure',
} as const;
export type Mutant = keyof typeof MUTANTS;
