// Reads [[definition, answers], …] from standard input and writes which questions survey-core
// shows for each, in order. It stays on this machine: survey-core makes no requests.
const { readFileSync } = require("fs");
const { Model, settings } = require("survey-core");

// "Ash" and "ash" are two answers, as they are for us.
settings.comparator.caseSensitive = true;

const shown = ([definition, answers]) => {
  const model = new Model(definition);
  // To survey-core an old answer in a hidden question counts, or is deleted for good when it hides
  // the question. We keep it and do not count it. So it is given only to what survey-core shows.
  for (const one of model.getAllQuestions()) if (one.isVisible) one.value = answers[one.name];
  return model.getAllQuestions().filter((one) => one.isVisible).map((one) => one.name);
};

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(shown)));
