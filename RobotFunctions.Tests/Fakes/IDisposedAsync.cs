namespace RobotFunctions.Tests.Fakes;

/// <summary>A test class that is disposed of asynchronously: this generation of xunit knows no <see cref="IAsyncDisposable"/>, only <see cref="IAsyncLifetime"/>.</summary>
internal interface IDisposedAsync : IAsyncLifetime, IAsyncDisposable
{
    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => ((IAsyncDisposable)this).DisposeAsync().AsTask();
}
