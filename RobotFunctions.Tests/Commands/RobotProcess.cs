using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Commands;

/// <summary>The robot's executable as a child process, with an environment of its own.</summary>
internal sealed class RobotProcess : IDisposable
{
    private readonly Process _process;
    private readonly Collected _output = new();
    private readonly Collected _error = new();

    private RobotProcess(Process process) => _process = process;

    public static RobotProcess Start(string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        Start(Command[0], [.. Command[1..], .. arguments], folder, environment);

    /// <summary>Starts it on a pseudo-terminal. Standard output and standard error are one stream there, and what is typed is its standard input.</summary>
    public static RobotProcess StartOnTerminal(int columns, string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var (file, run) = Terminal.Run(columns, [.. Command, .. arguments]);
        return Start(file, run, folder, new Dictionary<string, string>(environment) { ["TERM"] = "xterm-256color" });
    }

    /// <summary>The program: the one that the project says, because beside the tests coverage may be counting in it, or else the one beside the tests.</summary>
    public static string Program { get; } = typeof(RobotProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(static metadata => metadata.Key == "Robot")?.Value
        ?? Path.Combine(AppContext.BaseDirectory, "robot.dll");

    /// <summary>Starts the program with Ctrl+C at work, also where the tests run in the background, whose processes ignore it.</summary>
    private static string[] Command => OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet", Program] : ["dotnet", Program];

    private static RobotProcess Start(string file, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(file, arguments)
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
        robot._process.OutputDataReceived += (_, line) => robot._output.Add(line.Data);
        robot._process.ErrorDataReceived += (_, line) => robot._error.Add(line.Data);
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

    /// <summary>The first line of its log that has this text; waits until there is one.</summary>
    public async Task<string> LineAsync(string text)
    {
        while (true)
        {
            var line = (_output.ToString() + _error).Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));
            if (line is not null || _process.HasExited)
            {
                return line ?? throw new InvalidOperationException($"The robot ended with {_process.ExitCode}: {_output}{_error}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended, by itself or not.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Everything it wrote so far.</summary>
    public string Log => $"{_output}{_error}";

    /// <summary>Types on its terminal, or sends to its standard input.</summary>
    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>SIGTERM; gives its exit code once it has ended.</summary>
    public async Task<int> TerminateAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
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

    private sealed class Collected
    {
        private readonly StringBuilder _text = new();

        public void Add(string? line)
        {
            lock (_text)
            {
                _text.Append(line).Append('\n');
            }
        }

        public override string ToString()
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }
}
