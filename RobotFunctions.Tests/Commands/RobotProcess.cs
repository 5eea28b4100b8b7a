using System.Diagnostics;
using System.Text;

namespace RobotFunctions.Tests.Commands;

/// <summary>The robot's executable as a child process, with an environment of its own.</summary>
internal sealed class RobotProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private RobotProcess(Process process) => _process = process;

    public static RobotProcess Start(string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "robot.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var robot = new RobotProcess(new Process { StartInfo = start });
        robot._process.OutputDataReceived += (_, line) => robot._output.AppendLine(line.Data);
        robot._process.ErrorDataReceived += (_, line) => robot._error.AppendLine(line.Data);
        robot._process.Start();
        robot._process.BeginOutputReadLine();
        robot._process.BeginErrorReadLine();
        return robot;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, string input, params IEnumerable<string> arguments)
    {
        using var robot = Start(folder, environment, arguments);
        await robot._process.StandardInput.WriteAsync(input);
        robot._process.StandardInput.Close();
        return await robot.EndAsync();
    }

    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, _output.ToString(), _error.ToString());
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
