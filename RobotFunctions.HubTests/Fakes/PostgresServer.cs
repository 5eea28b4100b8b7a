using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>
/// A PostgreSQL server for the tests of this process: in a temporary folder, on a socket in it, and gone with the process even if it is killed. (A TCP port
/// that was free may be taken by the time the server binds it.)
/// </summary>
internal sealed class PostgresServer
{
    /// <summary>What to do when it is not there.</summary>
    public const string Missing =
        "The tests against PostgreSQL need its server programs (Debian: apt-get install postgresql), and as root the user postgres. Without CI=true they are skipped.";

    private const string Migrated = "migrated";
    private const string Folder = "folder ";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);
    private static int _databases;

    private readonly string _server;

    private PostgresServer(string server) => _server = server;

    /// <summary>The folder with its programs; null if it is not installed.</summary>
    private static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(static version => Path.Combine(version, "bin")).FirstOrDefault(static bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    /// <summary>Whether tests against it run: it is installed, or they may not be skipped.</summary>
    public static bool IsTested { get; } = Programs is not null || string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Creates a database, with the newest tables or empty.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateDatabaseAsync(bool migrated)
    {
        var server = await Shared.Value;
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {(migrated ? Migrated : "template0")}");
        return server.ConnectionTo(name);
    }

    private string ConnectionTo(string database) => $"{_server};Database={database}";

    private async Task ExecuteAsync(string sql)
    {
        // Without a pool: a database with a connection cannot be a template.
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var programs = Programs ?? throw new InvalidOperationException(Missing);
        var asPostgres = Environment.UserName == "root" ? "runuser -u postgres -- " : "";

        // The script ends when the server does, and ends the server when its own standard input closes, which it does whichever way this process ends.
        var script = $"""
            set -e
            cd /
            dir=$({asPostgres}mktemp -d)
            {asPostgres}{programs}/initdb -D $dir/data -A trust -U hub --no-sync >/dev/null
            echo "{Folder}$dir"
            {asPostgres}{programs}/postgres -D $dir/data -h '' -k $dir -c fsync=off -c max_connections=400 2>&1 &
            server=$!
            exec 3<&0
            (cat <&3; {asPostgres}{programs}/pg_ctl -D $dir/data stop -m immediate) >/dev/null 2>&1 &
            watch=$!
            wait $server || true
            kill $watch 2>/dev/null || true
            rm -rf $dir
            """;
        var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = new ConcurrentQueue<string>();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (await Task.WhenAny(ready.Task, process.WaitForExitAsync()) != ready.Task)
        {
            throw new InvalidOperationException($"PostgreSQL ended before it listened. It said: {string.Join('\n', said)}");
        }

        var folder = said.First(static line => line.StartsWith(Folder, StringComparison.Ordinal))[Folder.Length..];
        var server = new PostgresServer($"Host={folder};Username=hub");
        await server.ExecuteAsync($"CREATE DATABASE {Migrated} TEMPLATE template0");
        var options = new DbContextOptionsBuilder<PostgresStore>().UseNpgsql(server.ConnectionTo(Migrated) + ";Pooling=false").Options;
        await using var store = new PostgresStore(options);
        await store.Database.MigrateAsync();
        return server;

        void Hear(string? line)
        {
            said.Enqueue(line ?? "");
            if (line?.Contains("ready to accept connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        }
    }
}
