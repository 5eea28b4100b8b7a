namespace RobotFunctions.Local.Commands.Demo;

/// <summary>The temporary folder of a demo, which is removed at its end, also when a second Ctrl+C ends the process.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly bool _keep;

    public DemoFolder(bool keep)
    {
        _keep = keep;
        AppDomain.CurrentDomain.ProcessExit += Remove;
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("robot-demo-").FullName;

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Remove;
        Remove(null, EventArgs.Empty);
    }

    private void Remove(object? sender, EventArgs exit)
    {
        if (_keep)
        {
            return;
        }

        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{Path} could not be removed: {busy.Message} Remove it yourself.");
        }
    }
}
