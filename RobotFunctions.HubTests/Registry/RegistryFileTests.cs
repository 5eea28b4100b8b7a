using RobotFunctions.Hub.Registry;
using RobotFunctions.Hub.Registry.Files;

namespace RobotFunctions.HubTests.Registry;

public sealed class RegistryFileTests
{
    [Fact]
    public void Values_are_what_YAML_says_and_texts_stay_as_they_are_written()
    {
        var robot = Read("""
            projects:
              - name: 2024
                levels:
                  - name: on
                    robots:
                      - name: no
                        robot_type: agv
                        version: 1.10
                        serial_number: 007
                        initial_pos_x: 1.50
                        capabilities: [lift, "2"]
                        owner: ~
                        metadata: { a: true, b: "true", c: [1, null], d: 1e3, e: 010 }
            """)[0].Children[0].Children[0];

        Assert.Equal(("no", RegistryKind.Robot), (robot.Name, robot.Kind));
        Assert.Equal(
            """{"name":"no","robot_type":"agv","version":"1.10","serial_number":"007","initial_pos_x":1.5,"capabilities":["lift","2"],"owner":null,"metadata":{"a":true,"b":"true","c":[1,null],"d":1000,"e":"010"}}""",
            robot.Fields.ToJsonString());
    }

    [Theory]
    [InlineData("projects: }", 1, "not YAML")]
    [InlineData("- a", 1, "mapping")]
    [InlineData("projects:\n  - a", 2, "mapping")]
    [InlineData("projects:\n  - levels: []", 2, "no name")]
    [InlineData("projects:\n  - name: a\ncolour: red", 3, "colour")]
    [InlineData("projects: red", 1, "list")]
    [InlineData("projects:\n  - name: a\n  - name: A", 3, "twice")]
    [InlineData("projects:\n  - name: a\n    name: b", 3, "not YAML")]
    [InlineData("projects:\n  - name: a\n    levels:\n      - name: l\n        project_id: 1", 5, "project_id")]
    public void What_is_wrong_is_said_with_its_line(string text, int line, string what)
    {
        var refused = Assert.Throws<RegistryFileException>(() => Read(text));

        Assert.Equal(line, refused.Line);
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<FileObject> Read(string text)
    {
        using var reader = new StringReader(text);
        return RegistryFile.Read(reader);
    }
}
