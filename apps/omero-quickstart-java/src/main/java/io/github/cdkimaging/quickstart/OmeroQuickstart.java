package io.github.cdkimaging.quickstart;

import io.github.cdkimaging.imagingnetwork.Entrance;
import io.github.cdkimaging.imagingnetwork.EntranceAccess;
import io.github.cdkimaging.imagingnetwork.HttpEntranceProps;
import io.github.cdkimaging.imagingnetwork.ImagingNetwork;
import io.github.cdkimaging.imagingnetwork.InternetFacingAccessProps;
import io.github.cdkimaging.omeroecs.FargateCapacityProps;
import io.github.cdkimaging.omeroecs.Omero;
import io.github.cdkimaging.omeroecs.OmeroDatabase;
import io.github.cdkimaging.omeroecs.OmeroWebOptions;
import io.github.cdkimaging.omeroecs.ServerCapacity;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InstanceClass;
import software.amazon.awscdk.services.ec2.InstanceSize;
import software.amazon.awscdk.services.ec2.InstanceType;

/** OMERO, small enough for a trial. */
public final class OmeroQuickstart {
    private OmeroQuickstart() {
    }

    public static void main(final String[] args) {
        App app = new App();
        Stack stack = new Stack(app, "OmeroQuickstart", StackProps.builder()
            .description("OMERO, small: one server, one web task, one database")
            .build());

        IVpc vpc = new ImagingNetwork(stack, "Network").getVpc();

        Omero.Builder.create(stack, "Omero")
            .vpc(vpc)
            .entrance(entrance((String) app.getNode().tryGetContext("allowedCidr")))
            .database(OmeroDatabase.Builder.create(stack, "Database")
                .vpc(vpc)
                .instanceType(InstanceType.of(InstanceClass.T4G, InstanceSize.SMALL))
                .build())
            .server(ServerCapacity.fargate(FargateCapacityProps.builder().cpu(1).memory(Size.gibibytes(4)).build()))
            .web(OmeroWebOptions.builder().desiredCount(1).cpu(0.5).memory(Size.gibibytes(1)).build())
            .build();

        Acknowledgements.acknowledgeTrialChoices(stack);

        app.synth();
    }

    /** Where the network that may reach OMERO over the internet, such as 198.51.100.0/24, is not named, OMERO is reached inside of its VPC only. */
    private static Entrance entrance(final String allowedCidr) {
        if (allowedCidr == null) {
            return Entrance.http();
        }
        EntranceAccess access = EntranceAccess.internetFacing(InternetFacingAccessProps.builder().allowedCidrs(List.of(allowedCidr)).build());
        return Entrance.http(HttpEntranceProps.builder().access(access).build());
    }
}
