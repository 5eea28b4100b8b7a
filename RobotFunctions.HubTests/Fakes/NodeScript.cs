using System.Diagnostics;
using System.Text.Json;
using RobotFunctions.Tests.Fakes.Npm;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>A script of the folder <c>verifiers</c>, which runs npm packages: JSON in, JSON out.</summary>
internal static class NodeScript
{
    public static async Task<T> RunAsync<T>(string script, object input)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = await NpmFolder.ReadyAsync("RobotFunctions.HubTests/verifiers"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync();
        var error = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(input, JsonSerializerOptions.Web));
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, $"{script} failed: {await error}");
        return JsonSerializer.Deserialize<T>(await output, JsonSerializerOptions.Web)!;
    }
}
