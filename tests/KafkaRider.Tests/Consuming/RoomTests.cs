using KafkaRider.Internal;

namespace KafkaRider.Tests.Consuming;

public sealed class RoomTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public void Wait_NobodyLeaves_ReturnsThatThereIsNoRoom()
    {
        var room = Filled(2);

        Assert.False(room.IsLeft);
        Assert.False(room.Wait(TimeSpan.FromMilliseconds(20)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    public async Task Wait_OneLeaves_ReturnsThatThereIsRoom(int capacity)
    {
        var room = Filled(capacity);
        var waiting = Task.Factory.StartNew(() => room.Wait(Long), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken));

        room.Leave();

        Assert.True(await waiting.WaitAsync(Long / 2, TestContext.Current.CancellationToken));
        Assert.True(room.IsLeft);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task Wait_OthersComeAndLeaveAllTheTime_MissesNoneOfThem(int capacity)
    {
        const int Visits = 100_000;
        var room = new Room(capacity);
        var missed = 0;

        await Task.Factory.StartNew(
            () =>
            {
                for (var visit = 0; visit < Visits; visit++)
                {
                    if (!room.IsLeft && !room.Wait(Long))
                    {
                        missed++;
                    }

                    room.Take();
                    ThreadPool.UnsafeQueueUserWorkItem(static room => room.Leave(), room, preferLocal: false);
                }
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Long / 2, TestContext.Current.CancellationToken);

        Assert.Equal(0, missed);
    }

    private static Room Filled(int capacity)
    {
        var room = new Room(capacity);
        for (var taken = 0; taken < capacity; taken++)
        {
            room.Take();
        }

        return room;
    }
}
