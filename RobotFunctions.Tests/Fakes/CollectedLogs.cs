using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Tests.Fakes;

/// <summary>Everything that was logged, as a person would read it.</summary>
public sealed class CollectedLogs : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogLine> _lines = [];

    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<LogLine> Lines => _lines;

    /// <summary>A logger for a class that is built without a host.</summary>
    public ILogger<T> For<T>()
    {
        using var factory = new LoggerFactory([this]);
        return factory.CreateLogger<T>();
    }

    /// <summary>No line has a signature of a signed URL, or the secret of the robot of <see cref="TestRobots"/>.</summary>
    public void AssertTellNoSecret() => Assert.All(_lines, static line =>
    {
        Assert.DoesNotContain("sig=", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestRobots.Secret, line.Text, StringComparison.Ordinal);
    });

    public ILogger CreateLogger(string categoryName) => new Collector(categoryName, _lines, _scopes);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Collector(string category, ConcurrentQueue<LogLine> lines, IExternalScopeProvider scopes) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new LogLine(logLevel, category, $"{formatter(state, exception)} {exception}".TrimEnd()) { RunIds = RunIds() });

        private HashSet<string> RunIds()
        {
            var ids = new HashSet<string>();
            scopes.ForEachScope(
                static (scope, ids) =>
                {
                    foreach (var (_, value) in (scope as IEnumerable<KeyValuePair<string, object?>> ?? []).Where(static pair => pair.Key == RunScope.Name))
                    {
                        ids.Add(value!.ToString()!);
                    }
                },
                ids);
            return ids;
        }
    }
}

/// <summary>One logged line.</summary>
public sealed record LogLine(LogLevel Level, string Category, string Text)
{
    /// <summary>The ids of the runs in whose scope it was logged.</summary>
    public IReadOnlySet<string> RunIds { get; init; } = new HashSet<string>();
}
