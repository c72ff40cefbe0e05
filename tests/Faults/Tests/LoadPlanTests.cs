using Users.Contracts;
using Users.Faults.Checking;
using Users.Faults.Load;

namespace Users.Faults.Tests;

public sealed class LoadPlanTests
{
    [Fact]
    public void Next_SameSeed_MakesUpTheSame()
    {
        var (one, other) = (new LoadPlan("T", 7), new LoadPlan("T", 7));

        Assert.Equal(Enumerable.Range(0, 100).Select(_ => one.Next()), Enumerable.Range(0, 100).Select(_ => other.Next()));
    }

    [Fact]
    public void Next_ManyOperations_EachSpellsItsNameItselfAndSomeShareOne()
    {
        var plan = new LoadPlan("T", 7);

        var names = Enumerable.Range(0, 2000).Select(_ => plan.Next().Name).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Contains(names.GroupBy(UserName.Normalize), same => same.Count() > 1);
    }

    [Fact]
    public void Next_UsersAreKnown_SomeAreChangedAtTheirLastKnownVersion()
    {
        var plan = new LoadPlan("T", 7);
        var created = CleanRun.Created(1, "Ada", CleanRun.Ada);
        plan.Learn(created);
        plan.Learn(created with { Version = 3 });
        plan.Learn(created with { Version = 2 });

        var operations = Enumerable.Range(0, 1000).Select(_ => plan.Next()).ToList();

        var changes = operations.Where(operation => operation.Kind != CommandKind.Create).ToList();
        Assert.Contains(changes, change => change.Kind == CommandKind.Update);
        Assert.Contains(changes, change => change.Kind == CommandKind.Delete);
        Assert.All(changes, change => Assert.Equal((CleanRun.Ada, 3), (change.Target, change.ExpectedVersion)));
        Assert.All(changes.Where(change => change.Kind == CommandKind.Delete), deletion => Assert.NotNull(deletion.Key));
        Assert.Contains(operations, operation => operation.Kind == CommandKind.Create);
    }
}
