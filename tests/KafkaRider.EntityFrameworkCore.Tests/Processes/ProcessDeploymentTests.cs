using System.Collections.Concurrent;
using KafkaRider.EntityFrameworkCore.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore.Tests.Processes;

/// <summary>Deploys a version with one more step under load, and goes back.</summary>
public sealed class ProcessDeploymentTests(SharedServer server, TravelBroker broker) : TravelTest(server, broker)
{
    private const int Clients = 6;
    private const int EachTime = 40;

    private readonly ConcurrentQueue<(Guid Id, object Answer)> _answers = [];

    [Fact]
    public async Task Deploy_OneMoreStep_AndBack_UnderLoad_EachEndsByItsOwnPlan()
    {
        await using var agency = await StartAsync(version: TripVersion.None);
        var before = await StartAsync(agencyIsOpen: false, version: TripVersion.Uninsured);
        using var stopping = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => BookAsync(agency, client, stopping.Token)));
        await GoOnAsync(load);

        // Both run for a while, as they do when instances are replaced one by one.
        var insured = await StartAsync(agencyIsOpen: false, version: TripVersion.Insured);
        await GoOnAsync(load);
        await before.DisposeAsync();
        await GoOnAsync(load);
        await using var back = await StartAsync(agencyIsOpen: false, version: TripVersion.Uninsured);
        await GoOnAsync(load);
        await insured.DisposeAsync();
        await GoOnAsync(load);
        await stopping.CancelAsync();
        await load;

        await CheckAsync(agency);
    }

    private async Task CheckAsync(TravelInstance agency)
    {
        Assert.All(_answers, answer => Assert.True(answer.Answer is TripBooked or TripRefused, $"{answer}"));
        var plans = (await Database.QueryAsync(
            "SELECT CONCAT(HEX(id), ' ', state, ' ', JSON_EXTRACT(body, '$.steps[*].name')) FROM saga WHERE type = 'Trip'"))
            .Select(text => text.Split(' ', 3)).ToDictionary(text => new Guid(Convert.FromHexString(text[0]), bigEndian: true), text => (State: text[1], Plan: text[2]));
        var booked = await agency.ReadAsync(db => db.Bookings.Select(booking => booking.Operation).ToListAsync(Token));
        var ofProcesses = new HashSet<Guid>();

        foreach (var (id, answer) in _answers)
        {
            var steps = plans[id].Plan.Split('"').Where(part => char.IsAsciiLetter(part[0])).ToList();
            var expected = answer is TripBooked ? steps.Select(step => StepIds.OfCommand(id, step)).ToList() : [];
            Assert.Equal(answer is TripBooked ? ProcessStatus.Succeeded : ProcessStatus.Failed, plans[id].State);
            Assert.Empty(expected.Except(booked));
            ofProcesses.UnionWith(expected);
        }

        // Nothing else is left: neither of those that were refused, nor of anybody who never heard the end.
        Assert.Equal(_answers.Count, plans.Count);
        Assert.Empty(booked.Except(ofProcesses));
        Assert.Equal(2, plans.Values.Select(plan => plan.Plan).Distinct().Count());
        Assert.Equal((0, 0), (CountRecords("trips.dead-letter"), CountRecords("bookings.dead-letter")));
    }

    private async Task BookAsync(TravelInstance agency, int client, CancellationToken stopping)
    {
        for (var number = 0; !stopping.IsCancellationRequested; number++)
        {
            var id = Guid.NewGuid();
            _answers.Enqueue((id, await agency.BookAsync(new($"{client} {number}", number % 5 == 0 ? "Atlantis" : "Oslo"), id)));
        }
    }

    private Task GoOnAsync(Task load)
    {
        var goal = _answers.Count + EachTime;
        return Eventually.IsTrueAsync(() => load.IsFaulted || _answers.Count >= goal, "the load goes on");
    }
}
