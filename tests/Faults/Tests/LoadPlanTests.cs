using Users.Contracts;
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
}
