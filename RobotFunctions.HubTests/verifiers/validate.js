// Validates answers to forms with ajv (JSON Schema 2020-12, formats): node validate.js, with a JSON list on standard input.
// An item is {form, answers}, all of them JSON texts. For each the output has {problem, verdicts}: why the form is no schema, or for each answer whether it is valid.
"use strict";

const Ajv = require("ajv/dist/2020");
const addFormats = require("ajv-formats");

// Not strict: its strict mode refuses valid schemas, such as properties without a type.
const settings = { strict: false, validateFormats: true };

function validate({ form, answers }) {
  const ajv = new Ajv(settings);
  addFormats(ajv, ["date", "time", "date-time", "email", "uri", "uuid"]);
  try {
    const isValid = ajv.compile(JSON.parse(form));
    return { problem: null, verdicts: answers.map((answer) => isValid(JSON.parse(answer))) };
  } catch (refused) {
    return { problem: refused.message, verdicts: [] };
  }
}

console.log(JSON.stringify(JSON.parse(require("fs").readFileSync(0, "utf8")).map(validate)));
