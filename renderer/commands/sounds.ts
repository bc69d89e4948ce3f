/** Two sounds a clerk tells apart without looking: one short high tone for good, two low ones for bad. */
export function playSound(kind: 'good' | 'bad'): void {
  if (volume === 0 || typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  for (const tone of TONES[kind]) sound(context, tone);
}

/** 0 is silent, 1 is loudest. */
export const setSoundVolume = (loudness: number): void => {
  volume = Math.min(1, Math.max(0, loudness));
};

let volume = 0.5;
let context: AudioContext | null = null;

/** Hertz, seconds from now, seconds long. */
interface Tone {
  readonly pitch: number;
  readonly start: number;
  readonly length: number;
  readonly shape: OscillatorType;
}

const TONES = {
  good: [{ pitch: 1568, start: 0, length: 0.07, shape: 'sine' }],
  bad: [
    { pitch: 220, start: 0, length: 0.14, shape: 'square' },
    { pitch: 165, start: 0.18, length: 0.22, shape: 'square' },
  ],
} as const satisfies Record<'good' | 'bad', readonly Tone[]>;

function sound(audio: AudioContext, tone: Tone): void {
  const from = audio.currentTime + tone.start;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = tone.shape;
  oscillator.frequency.value = tone.pitch;
  // A ramp at both ends: a hard edge clicks in the speaker.
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(volume * (tone.shape === 'square' ? 0.3 : 0.6), from + 0.008);
  gain.gain.setValueAtTime(volume * (tone.shape === 'square' ? 0.3 : 0.6), from + tone.length - 0.02);
  gain.gain.linearRampToValueAtTime(0, from + tone.length);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(from + tone.length);
}
