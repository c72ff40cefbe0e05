using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Views.Tests.Support;

internal static class ViewServiceExtensions
{
    /// <summary>Changes a view before anything reaches it.</summary>
    public static void Prepare<TView>(this IServiceCollection services, Action<TView>? prepare)
        where TView : KafkaView
    {
        var added = services.Last(service => service.ServiceType == typeof(TView));
        services.AddSingleton(provider =>
        {
            var view = (TView)added.ImplementationFactory!(provider);
            prepare?.Invoke(view);
            return view;
        });
    }
}
