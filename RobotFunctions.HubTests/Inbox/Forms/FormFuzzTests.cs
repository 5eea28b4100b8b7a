using System.Text.Json;
using System.Text.Json.Nodes;
using RobotFunctions.Hub.Inbox.Forms;

namespace RobotFunctions.HubTests.Inbox.Forms;

/// <summary>Random forms and answers. <c>FUZZ_INPUTS=100000</c> runs more of them.</summary>
public sealed class FormFuzzTests
{
    private static readonly int Inputs = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_INPUTS"), out var inputs) ? inputs : 3000;

    [Fact]
    public void No_form_and_no_answer_make_validation_throw()
    {
        var random = new Random(16);
        var compiled = 0;
        for (var input = 0; input < Inputs; input++)
        {
            var form = RandomForms.Schema(random, 4);
            form["type"] = random.Next(20) == 0 ? form["type"]?.DeepClone() : "object";
            form["$defs"] = new JsonObject { ["a"] = RandomForms.Schema(random, 2), ["b"] = RandomForms.Schema(random, 2) };
            var (read, problems) = AnswerForm.Read(JsonNode.Parse(form.ToJsonString())!.AsObject());
            Assert.True(read is null == problems.Count > 0, form.ToJsonString());
            if (read is null)
            {
                continue;
            }

            compiled++;
            for (var answer = 0; answer < 5; answer++)
            {
                Assert.All(read.Validate(JsonElement.Parse(RandomForms.Value(random, 3))), static problem => Assert.NotEmpty(problem.Text));
            }

            var posted = read.Fields.ToDictionary(static field => field.Name, IReadOnlyList<string> (_) => [RandomForms.Scalar(random), ""]);
            Assert.NotNull(read.Validate(JsonSerializer.SerializeToElement(FormSubmission.Read(read.Fields, posted))));
        }

        Assert.True(compiled > Inputs / 20, $"Only {compiled} forms were valid: the generator tests nothing.");
    }
}
