// A voice for a browser that has none: writes down what it is given to say, and takes a moment.
(() => {
  const speech = {
    voices: [{ name: 'Daniel', lang: 'en-GB', localService: true }],
    said: [], languages: [], speaking: false, waiting: 0, mostAtOnce: 0,
    takes: 5, // milliseconds a sentence
    listeners: {},
    tell(what) { (this.listeners[what] || []).forEach((listener) => listener()); },
  };
  let current;
  const synthesis = {
    getVoices: () => speech.voices,
    speak(utterance) {
      speech.said.push(utterance.text);
      speech.languages.push(utterance.lang);
      speech.waiting += 1;
      speech.mostAtOnce = Math.max(speech.mostAtOnce, speech.waiting);
      speech.speaking = true;
      current = setTimeout(() => {
        speech.waiting -= 1;
        speech.speaking = false;
        utterance.onend();
      }, speech.takes);
    },
    cancel() {
      clearTimeout(current);
      speech.waiting = 0;
      speech.speaking = false;
    },
    addEventListener: (what, listener) => (speech.listeners[what] ||= []).push(listener),
  };
  window.speech = speech;
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
})();
