using RobotFunctions.Core.Configuration;
using static RobotFunctions.Tests.Fuzzing.FuzzRun;

namespace RobotFunctions.Tests.Fuzzing;

public sealed class EnvironmentFileFuzzTests
{
    [Fact]
    public void No_env_file_breaks_its_reader() =>
        Fuzz([[.. "export A_B=secret # c\nC='sec ret'\r\nD=\"sec\\nret\"\n"u8], [.. "\uFEFF# c\nRobot__Id=\nSECRET=\"\\\"\\$\\\\\""u8]], seed: 13, static content =>
        {
            try
            {
                Assert.All(EnvironmentFileReader.Read(".env", content).Values, Assert.NotNull);
            }
            catch (InvalidDataException refused)
            {
                Assert.StartsWith(".env, line ", refused.Message, StringComparison.Ordinal);
            }
        });
}
