using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Intake;
using RobotFunctions.Local.Endpoints;

namespace RobotFunctions.Tests.Endpoints;

public sealed class RequestBodyTests
{
    private const int Limit = 1000;

    private readonly BodyBudget _room = new(Options.Create(new LimitsOptions { IntakeBytes = 100 }));

    [Fact]
    public async Task Bodies_are_held_in_so_much_memory_and_no_more()
    {
        using var first = new Sender(_room);
        using var second = new Sender(_room);
        await first.SendAsync(60);
        await second.SendAsync(40);

        using (var third = new Sender(_room))
        {
            await third.SendAsync(1);
            Assert.Equal(503, (await third.Read).Refusal!.Status);
        }

        await second.EndAsync();
        Assert.Equal(40, (await second.Read).Body!.Length);
        second.Dispose();

        await first.SendAsync(40);
        await first.EndAsync();
        Assert.Equal(100, (await first.Read).Body!.Length);
    }

    [Fact]
    public async Task What_came_counts_and_not_what_is_announced()
    {
        using var announced = new Sender(_room, length: Limit);
        using var sent = new Sender(_room);

        await announced.SendAsync(1);
        await sent.SendAsync(99);
        await sent.EndAsync();

        Assert.Equal(99, (await sent.Read).Body!.Length);
    }

    [Fact]
    public async Task A_body_that_breaks_off_gives_its_room_back()
    {
        using (var broken = new Sender(_room))
        {
            await broken.SendAsync(100);
            await broken.BreakAsync();
            await Assert.ThrowsAsync<IOException>(() => broken.Read);
        }

        using var next = new Sender(_room);
        await next.SendAsync(100);
        await next.EndAsync();
        Assert.Equal(100, (await next.Read).Body!.Length);
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(null)]
    public async Task A_body_over_its_limit_is_too_large_whether_announced_or_not(int? announced)
    {
        using var sender = new Sender(new BodyBudget(Options.Create(new LimitsOptions())), announced);
        await sender.SendAsync(Limit + 1);

        Assert.Equal(413, (await sender.Read).Refusal!.Status);
    }

    /// <summary>Somebody whose body comes piece by piece; a piece has been read when its sending ends.</summary>
    private sealed class Sender : IDisposable, IRequestBodyPipeFeature
    {
        private readonly Pipe _pipe = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
        private readonly RequestBody _body;

        public Sender(BodyBudget room, long? length = null)
        {
            var context = new DefaultHttpContext();
            context.Features.Set<IRequestBodyPipeFeature>(this);
            context.Request.ContentLength = length;
            _body = new RequestBody(room);
            Read = _body.ReadAsync(context.Request, Limit, default).AsTask();
        }

        public Task<(byte[]? Body, IntakeAnswer? Refusal)> Read { get; }

        public PipeReader Reader => _pipe.Reader;

        public async Task SendAsync(int bytes) => await _pipe.Writer.WriteAsync(Encoding.ASCII.GetBytes(new string(' ', bytes)));

        public async Task EndAsync() => await _pipe.Writer.CompleteAsync();

        public async Task BreakAsync() => await _pipe.Writer.CompleteAsync(new IOException("The connection is gone."));

        public void Dispose() => _body.Dispose();
    }
}
