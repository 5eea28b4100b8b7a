using System.Buffers;
using System.Text;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Results;

namespace RobotFunctions.Tests.Protocol.Results;

public sealed class RobotResultBodyTests
{
    private static readonly BatchId Request = new(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"));
    private static readonly ReferenceId Reference = new(Guid.Parse("3a533776-c9ad-4aac-a089-d654d509490c"));

    [Fact]
    public void Success_has_an_explicit_null() =>
        Assert.Equal("""{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":null}""", Text(RobotResultBody.Success(Request)));

    [Fact]
    public void An_error_has_its_message_without_what_the_repository_cannot_store() =>
        Assert.Equal(
            """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":{"message":"Gr\u00F6\u00DFe"}}""",
            Text(RobotResultBody.Error(Request, "Größe\0")));

    [Fact]
    public void A_single_result_holds_the_enhancement_of_its_one_line()
    {
        var line = new ArrayBufferWriter<byte>();
        ResultLine.WriteEnhancement(line, Reference, new EnhancementEnvelope("Ä", "1", Visibility.Hidden), new AbstractContent { Process = AbstractProcess.Other, Abstract = "🤖" });

        Assert.Equal(
            """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":null,"enhancement":{"reference_id":"3a533776-c9ad-4aac-a089-d654d509490c","source":"\u00C4","visibility":"hidden","robot_version":"1","content":{"enhancement_type":"abstract","process":"other","abstract":"\uD83E\uDD16"}}}""",
            Text(RobotResultBody.Single(Request, line.WrittenMemory)));
    }

    [Fact]
    public void A_single_result_holds_the_error_of_its_one_line()
    {
        var line = new ArrayBufferWriter<byte>();
        ResultLine.WriteError(line, Reference, "No abstract.");

        Assert.Equal(
            """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":{"message":"No abstract."},"enhancement":null}""",
            Text(RobotResultBody.Single(Request, line.WrittenMemory)));
    }

    private static string Text(byte[] body) => Encoding.ASCII.GetString(body);
}
